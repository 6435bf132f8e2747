"""What the service keeps: a log of decisions, rule bases by hash, keys, used tokens and feedback. Nothing else."""

from immunote.service.storage import fault_codes as fault_codes
