"""The columns of the engines in use, compiled once for all processes: compiling takes longer than a short list."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import polars as pl

from immunote.engine.api import Engine
from immunote.engine.columns import Columns
from immunote.service.rulebases import prepared
from immunote.service.rulebases.in_use import files_of

_MADE_WITH = f"lists, polars {pl.__version__}, numpy {np.__version__}"


@lru_cache(maxsize=4)
def columns_in_use(engine: Engine) -> Columns:
    """The columns of an engine, from what an earlier process kept where the engine was loaded from the same files.

    The law check of a list compares them with the one-patient engine, whoever compiled them.
    """
    files = files_of(engine)
    kept = prepared.take_part(_MADE_WITH, files) if files else None
    columns = Columns(engine, kept)
    if files and kept is None:
        prepared.keep_part(_MADE_WITH, files, columns.compiled)
    return columns
