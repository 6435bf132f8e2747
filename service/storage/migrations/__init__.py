"""Alembic's migrations; `service.storage.upgrading` runs them."""
