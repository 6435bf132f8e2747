"""The codes of faults in callers and limits."""

from __future__ import annotations

from immunote.engine.faults import explain
from immunote.service import storage  # noqa: F401  whose codes this room names too

explain(
    {
        "S20": "no credentials",
        "S21": "a key that is not valid",
        "S22": "a key or token in a URL",
        "S23": "a scope that the caller does not have",
        "S24": "a token that cannot be read",
        "S25": "a signature that is not accepted",
        "S26": "an issuer or key that is not on the list",
        "S27": "a token for another audience",
        "S28": "a token outside its time",
        "S29": "a token that was used before",
        "S30": "public keys that cannot be fetched",
        "S31": "a body or URL that is too large",
        "S32": "JSON that is too deep, too full or not UTF-8",
        "S33": "a request that comes too slowly",
        "S34": "header fields that are too many or too large",
        "S35": "too many requests",
        "S36": "an answer that took too long",
        "S37": "a path or host that is not served",
        "S39": "a key that cannot be made or found",
        "S57": "another patient than that of the launch",
        "S58": "a launch that has ended",
        "S80": "a request that a page of elsewhere made",
        "S81": "a form of another session",
        "S82": "rules that cannot be signed here",
        "S83": "more request bodies than are held at once",
    }
)
