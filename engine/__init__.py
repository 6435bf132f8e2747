"""The engine: profile in, note out. No medicine, no web, no clock."""
