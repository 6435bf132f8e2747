"""The documentation site: pages from a rule base and what was found about it, typeset by Zensical, links checked."""
