"""Lists of patients: read in parts, decided by columns, written so that nothing is lost."""

from immunote.service.lists import fault_codes as fault_codes
