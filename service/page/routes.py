"""The router of the page: `/` and `/page/...`."""

from __future__ import annotations

from fastapi import APIRouter

from immunote.service.page import assets, questions, start

router = APIRouter()
for each in (assets, start, questions):
    router.include_router(each.router)
