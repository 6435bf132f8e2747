"""How the service is watched while it runs: logs, metrics, traces."""
