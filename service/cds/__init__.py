"""CDS Hooks 2.0: from a hook of a record system to cards on one patient, and back with what became of them."""

from immunote.service.cds import fault_codes as fault_codes
