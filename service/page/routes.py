"""The router of the page: `/` and `/page/...`."""

from __future__ import annotations

from fastapi import APIRouter

from immunote.service.page import assets, questions, signing_in, start

router = APIRouter()
for each in (assets, signing_in, start, questions):
    router.include_router(each.router)
