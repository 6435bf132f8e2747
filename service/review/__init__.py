"""The clinician's review: what there is to sign, what is signed and stands, and packs to fill."""

from immunote.service.review import fault_codes as fault_codes
