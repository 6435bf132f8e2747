"""`immunote list` where columns in Spark's workers come from other rules than all else: RULE is turned round there.

    python tests/lists/spark/disagreeing.py RULE list INPUT --out OUTPUT --engine spark --master 'local[1]'

What decides and what checks is the program's own. A script, so that Spark sends `answers` itself to the workers, and
not its name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from immunote.service.cli import main
from immunote.service.lists import spark, spark_worker

if TYPE_CHECKING:
    import pyarrow

RULE = sys.argv.pop(1)
REAL = spark_worker.answers


def answers(
    sent: spark_worker.Sent, schema: pyarrow.Schema, batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    """As the real one, in a worker whose columns are compiled anew."""
    from immunote.engine.api import Engine
    from immunote.engine.columns import Columns
    from immunote.engine.tree import Not

    agreeing = spark_worker._columns(sent.rulebase, sent.made_by)
    named = agreeing.rulebase.named
    turned = {**named, RULE: replace(named[RULE], when=Not(named[RULE].when))}
    columns = Columns(Engine(replace(agreeing.rulebase, named=turned)))
    columns.engine = agreeing.engine
    spark_worker._columns = lambda *_: columns  # type: ignore[assignment]
    yield from REAL(sent, schema, batches)


spark.answers = answers  # type: ignore[attr-defined]
main()
