"""What reading from an object store is made of, without one: settings, addresses, patterns, words, types, pieces."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from immunote.engine.faults import Refused
from immunote.service.lists.s3.bucket import Bucket, split
from immunote.service.lists.s3.faults import refused
from immunote.service.lists.s3.footers import Footer, merged, spark_type
from immunote.service.lists.s3.patterns import compiled, expanded
from immunote.service.lists.s3.pieces import Dealing, Piece, dealt
from immunote.service.lists.spark_files import FileStatus
from immunote.service.lists.spark_session import session
from immunote.service.lists.spark_writing import SparkOutput
from tests.support.spark import needs_spark

KEYS = {"AWS_ACCESS_KEY_ID": "AKIAPLANTED", "AWS_SECRET_ACCESS_KEY": "planted/secret", "AWS_SESSION_TOKEN": "planted-t"}


def test_settings_have_the_names_of_aws_and_are_shown_nowhere() -> None:
    store = Bucket.of("b", {**KEYS, "AWS_ENDPOINT_URL": "http://10.0.0.7:9000/", "AWS_CA_BUNDLE": "/etc/ca.pem"})
    assert (store.scheme, store.endpoint, store.region) == ("http", "10.0.0.7:9000", "us-east-1")
    assert (store.key, store.secret, store.token) == tuple(KEYS.values())
    assert store.authority == "/etc/ca.pem"
    assert not [value for value in KEYS.values() if value in f"{store} {store!r} {store.shown}"]
    assert pickle.loads(pickle.dumps(store)) == store
    own = Bucket.of("b", {"AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_S3": "https://s3", "AWS_REGION": "eu-1"})
    assert (own.scheme, own.endpoint, own.region, own.key) == ("https", "s3", "eu-1", None)
    at_aws = Bucket.of("b", {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_REGION": ""})
    assert (at_aws.scheme, at_aws.endpoint, at_aws.region, at_aws.shown) == ("https", None, "eu-west-1", "AWS")


@pytest.mark.parametrize(
    ("settings", "place", "text"),
    [
        ({"AWS_ACCESS_KEY_ID": "AKIAPLANTED"}, "AWS_SECRET_ACCESS_KEY", "not given"),
        ({"AWS_SECRET_ACCESS_KEY": "planted"}, "AWS_ACCESS_KEY_ID", "not given"),
        ({"AWS_ENDPOINT_URL": "127.0.0.1:9000"}, "AWS_ENDPOINT_URL", "127.0.0.1:9000"),
        ({"AWS_ENDPOINT_URL": "http://host/path"}, "AWS_ENDPOINT_URL", "http://host/path"),
        ({"AWS_ENDPOINT_URL": "http://[::1"}, "AWS_ENDPOINT_URL", "http://[::1"),
        ({"AWS_ENDPOINT_URL": "http://me:planted@host"}, "AWS_ENDPOINT_URL", "another kind of address"),
    ],
)
def test_settings_that_cannot_be_used_are_named(settings: dict[str, str], place: str, text: str) -> None:
    with pytest.raises(Refused) as caught:
        Bucket.of("b", settings)
    (fault,) = caught.value.faults
    assert (fault.place, fault.code, fault.text) == (place, "L23", text)
    assert "planted" not in str(fault)


def test_an_address_is_a_bucket_and_a_key() -> None:
    assert split("s3://b/list//may/") == ("b", "list/may")
    assert split("s3://b") == ("b", "")
    cases = [("s3://", "L23"), ("s3://b*/x", "L23"), ("s3://b/../x", "L23")]
    cases += [("s3://key:planted@b/x", "L43"), ("s3://key:plan/planted@b/x", "L43")]
    for address, code in cases:
        with pytest.raises(Refused) as caught:
            split(address)
        assert [fault.code for fault in caught.value.faults] == [code]
        assert "planted" not in str(caught.value.faults[0])


@pytest.mark.parametrize("scheme", ["s3", "s3a"])
def test_a_bucket_is_one_place_by_whichever_client_it_is_reached(scheme: str) -> None:
    files: Any = SimpleNamespace(full=str)
    source = f"{scheme}://b/list/may"
    with pytest.raises(Refused) as caught:
        SparkOutput(files, "s3://b/list").check(source, source, True)
    assert [fault.code for fault in caught.value.faults] == ["L18"]


@pytest.mark.parametrize(
    ("pattern", "fits", "others"),
    [
        ("*.parquet", ["a.parquet", ".parquet"], ["a.parquet.tmp"]),
        ("part-?", ["part-1"], ["part-", "part-12"]),
        ("site-[ab-d]", ["site-a", "site-c"], ["site-e", "site-["]),
        ("site-[^ab]", ["site-c"], ["site-a"]),
        ("{may,june}*", ["may", "june-2"], ["july"]),
        ("a[b", ["a[b"], ["ab"]),
        ("a{b", ["a{b"], ["ab"]),
        ("a.b", ["a.b"], ["axb"]),
    ],
)
def test_patterns_are_those_of_hadoop(pattern: str, fits: list[str], others: list[str]) -> None:
    assert [each for each in fits if not compiled(pattern).fullmatch(each)] == []
    assert [each for each in others if compiled(pattern).fullmatch(each)] == []


@dataclass
class Listed:
    path: str

    @property
    def base_name(self) -> str:
        return self.path.rpartition("/")[2]


def test_a_pattern_asks_only_the_folders_that_it_names() -> None:
    held = {"b/in": ["site-1", "site-2", "_old", "other"], "b/in/site-1": ["x"], "b/in/site-2": ["x", ".y"]}
    asked: list[str] = []

    def listed(folder: str) -> list[Any]:
        asked.append(folder)
        return [Listed(f"{folder}/{name}") for name in held[folder]]

    assert expanded("b/in/site*/*", listed) == ["b/in/site-1/x", "b/in/site-2/x"]
    assert asked == ["b/in", "b/in/site-1", "b/in/site-2"]
    assert expanded("b/in/list", listed) == ["b/in/list"]


def test_what_a_store_says_is_never_repeated_whole() -> None:
    store = Bucket.of("b", {**KEYS, "AWS_ENDPOINT_URL": "http://10.0.0.7:9000"})
    said = "When x for key 'k' in bucket 'b': AWS Error {} during {} operation: The key AKIAPLANTED planted/secret"
    cases = [
        ("INVALID_ACCESS_KEY_ID", "ListObjectsV2", "INVALID_ACCESS_KEY_ID during ListObjectsV2", "AWS_ACCESS_KEY_ID"),
        ("UNKNOWN (HTTP status 403)", "HeadObject", "UNKNOWN (HTTP status 403) during HeadObject", "AWS_ACCESS_KEY_ID"),
        ("NO_SUCH_BUCKET", "PutObject", "NO_SUCH_BUCKET during PutObject", "make the bucket"),
        ("SLOW_DOWN", "PutObject", "SLOW_DOWN during PutObject", "the store's own log"),
        ("NETWORK_CONNECTION", "PutObject", "http://10.0.0.7:9000: no answer", "AWS_ENDPOINT_URL"),
    ]
    for condition, operation, text, help_line in cases:
        fault = refused(store, "s3://b/k", OSError(said.format(condition, operation)))
        assert (fault.code, fault.text) == ("L44", text)
        assert help_line in fault.help
        assert "planted" not in str(fault).lower()
    assert refused(store, "s3://b/k", OSError("planted")).text == "OSError"


def footer(name: str, *groups: int, size: int = 1000, **types: Any) -> Footer:
    return Footer(FileStatus(f"s3://b/{name}", name, size, "etag"), types, groups)


def test_rows_are_numbered_in_the_order_of_addresses_and_each_is_dealt_out_once() -> None:
    footers = [footer("b", 10, 0, 30), footer("a", 5), footer("none", 0), footer("0 x", 7), footer("0!x", 3)]
    small = dealt(footers, Dealing(most=100, opening=0, at_once=1))
    assert [[(each.address[7:], each.groups, each.first) for each in pieces] for pieces in small] == [
        [("0!x", (0,), 1)],
        [("0 x", (0,), 4)],
        [("a", (0,), 11)],
        [("b", (0,), 16)],
        [("b", (2,), 26)],
    ]
    (large,) = dealt(footers, Dealing(most=10**9, opening=10**8, at_once=1))
    assert [(each.groups, each.first) for each in large] == [((0,), 1), ((0,), 4), ((0,), 11), ((0, 2), 16)]
    assert dealt([footer("none", 0)], Dealing(1, 1, 1)) == []
    assert Piece("s3://b/a", "m", 1, (2, 3), 5).as_row()["groups"] == [2, 3]


def test_types_and_their_merging_are_those_of_spark(tmp_path: Path) -> None:
    """Each type as Spark reads it from a file; and of two files, the type of both or a refusal."""
    needs_spark()
    import pyarrow as pa
    from py4j.protocol import Py4JError
    from pyarrow import parquet
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import from_arrow_schema

    columns: dict[str, Any] = {
        **{f"i{bits}": pa.array([1], getattr(pa, f"int{bits}")()) for bits in (8, 16, 32, 64)},
        **{f"u{bits}": pa.array([1], getattr(pa, f"uint{bits}")()) for bits in (8, 16, 32, 64)},
        "f32": pa.array([1], pa.float32()),
        "f64": pa.array([1], pa.float64()),
        "boolean": pa.array([True]),
        "text": pa.array(["x"]),
        "large": pa.array(["x"], pa.large_string()),
        "view": pa.array(["x"], pa.string_view()),
        "dictionary": pa.array(["x"]).dictionary_encode(),
        "numbers": pa.array([5]).dictionary_encode(),
        "day": pa.array([1], pa.date32()),
        "milliseconds": pa.array([86_400_000], pa.date64()),
        "decimal": pa.array([Decimal("1.23")], pa.decimal128(10, 2)),
        "wider": pa.array([Decimal("1.23")], pa.decimal128(20, 2)),
        "finer": pa.array([Decimal("1.234")], pa.decimal128(20, 3)),
        "bytes": pa.array([b"x"]),
        "two": pa.array([b"xx"], pa.binary(2)),
        "duration": pa.array([5], pa.duration("us")),
        "nothing": pa.nulls(1),
        "list": pa.array([[1]]),
        "fixed": pa.array([[1]], pa.list_(pa.int8(), 1)),
        "struct": pa.array([{"a": 1, "b": ["x"]}], pa.struct({"a": pa.uint8(), "b": pa.large_list(pa.string())})),
        "small": pa.array([Decimal("1.2")], pa.decimal64(10, 1)),
    }
    pairs = [("i32", "i64"), ("u8", "i16"), ("nothing", "i64"), ("decimal", "wider"), ("decimal", "finer")]
    pairs += [("dictionary", "view"), ("f32", "f64"), ("boolean", "text")]
    parquet.write_table(pa.table(columns), tmp_path / "types.parquet")
    ours = pa.schema({name: spark_type(column.type) for name, column in columns.items()})
    with session("local[1]") as spark:
        assert spark.read.parquet(str(tmp_path / "types.parquet")).schema == from_arrow_schema(ours)
        for one, other in pairs:
            folder = tmp_path / f"{one}-{other}"
            folder.mkdir()
            for number, name in enumerate((one, other)):
                parquet.write_table(pa.table({"x": columns[name]}), folder / f"{number}.parquet")
            footers = [footer(name, 1, x=spark_type(columns[name].type)) for name in (one, other)]
            try:
                theirs = spark.read.option("mergeSchema", "true").parquet(str(folder)).schema
            except (PySparkException, Py4JError):
                with pytest.raises(Refused) as caught:
                    merged("s3://b", footers)
                assert caught.value.faults[0].code == "L01"
            else:
                assert theirs == from_arrow_schema(pa.schema(merged("s3://b", footers))), (one, other)


def test_what_spark_cannot_read_fits_no_element() -> None:
    import pyarrow as pa

    times = (pa.time32("ms"), pa.time64("us"), pa.timestamp("ns"), pa.timestamp("us", "UTC"))
    for dtype in (*times, pa.float16(), pa.decimal256(50, 2), pa.list_view(pa.int8()), pa.map_(pa.int8(), pa.int8())):
        assert spark_type(dtype) == pa.binary()
