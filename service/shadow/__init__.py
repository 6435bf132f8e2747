"""The silent trial: a second rule base decides beside the first, only counted; inputs are watched for what stops."""

from immunote.service.shadow import fault_codes as fault_codes
