"""The router of `/v1`."""

from __future__ import annotations

from fastapi import APIRouter

from immunote.service.rest import knowledge, notes

router = APIRouter()
router.include_router(notes.router)
router.include_router(knowledge.router)
