"""Two versions of a rule base side by side: what changed in words, and whose grade can move."""

from immunote.service.diffing import fault_codes as fault_codes
