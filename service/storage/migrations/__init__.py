"""Alembic's migrations; `immunote.service.storage.upgrading` runs them."""
