"""The HTTP service as a whole: the application of all ways in, its workers, health, canary patients, start and stop."""

from immunote.service.server import fault_codes as fault_codes
