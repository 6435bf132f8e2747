"""What can be set, each part of the service with its own, and how a setting that cannot be used is told."""

from immunote.service.settings import fault_codes as fault_codes
