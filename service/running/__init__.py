"""How the service is watched while it runs: logs, metrics, traces."""

from immunote.service.running import fault_codes as fault_codes
