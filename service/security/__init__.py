"""Who may call, how much, and what every answer carries so that nobody else can use it."""

from immunote.service.security import fault_codes as fault_codes
