"""What became of the sources since they were read: lists of retractions and newer versions, and what leans on a hit."""

from immunote.service.evidence import fault_codes as fault_codes
