"""Spark, on this machine: whichever way it hands rows over, the answer is the same."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pyspark.sql import (  # type: ignore[import-not-found,unused-ignore]
    SparkSession,
    functions,
)
from pyspark.sql.pandas.types import (  # type: ignore[import-not-found,unused-ignore]
    from_arrow_schema,
)

from cqikit import tables
from tests.engines.asked import ASKED, local, ordered

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    assert shutil.which("java"), "Spark needs Java: install a JRE (17 or later)"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]")
    builder = builder.config("spark.ui.enabled", "false")
    # A batch is cut in the middle of keys.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
    session = builder.config("spark.sql.shuffle.partitions", "3").getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("name", ASKED)
def test_spark_says_what_is_said_here(spark: Any, name: str) -> None:
    table, question, by = ASKED[name]
    schema = from_arrow_schema(tables.evaluate(table[:0], question).schema)
    frame, keys = spark.createDataFrame(table), question.keys
    bucket = functions.pmod(functions.hash(*keys), functions.lit(5))
    bucketed = frame.withColumn("bucket", bucket).groupBy("bucket")
    sorted_by_key = frame.repartition(3, *keys).sortWithinPartitions(*keys)
    ways = (
        bucketed.applyInArrow(lambda part: tables.evaluate(part, question), schema),
        bucketed.applyInPandas(lambda part: tables.evaluate(part, question), schema),
        sorted_by_key.mapInArrow(
            lambda parts: tables.evaluate(parts, question), schema
        ),
    )
    for way in ways:
        found = [row.asDict() for row in way.collect()]
        assert ordered(found, by) == local(name)
