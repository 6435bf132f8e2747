"""The router of the page: `/` and `/page/...`."""

from __future__ import annotations

from fastapi import APIRouter

from immunote.service.page import assets, list, out, questions, review, rules, sign_off, signing_in, start

router = APIRouter()
for each in (assets, signing_in, start, questions, out, list, rules, review, sign_off):
    router.include_router(each.router)
