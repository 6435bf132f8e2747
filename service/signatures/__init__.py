"""Signatures by Ed25519: the keys of a hospital in PEM files, and files signed with them."""

from immunote.service.signatures import fault_codes as fault_codes
