"""The documentation site: pages from a rule base and what was found about it, typeset by Zensical, links checked."""

from immunote.service.site import fault_codes as fault_codes
