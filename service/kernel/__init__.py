"""What every request over HTTP goes through: who is served, the one way to a note, what is said where there is none."""

from immunote.service.kernel import fault_codes as fault_codes
