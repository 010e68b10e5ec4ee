"""The fields given with an action: what is welcome and what is refused, each in a sentence."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.machine import Need
from goldthread.workflow.payload import as_json, canonical, parse

TITLES = {"en": "field", "zh": "字段"}


def need(kind: str, *, required: bool = True) -> tuple[Need, ...]:
    return (Need("f", TITLES, kind, required),)


GOOD = [
    ("text", " 理由 ", "理由", "理由"),
    ("date", "2019-07-30", date(2019, 7, 30), "2019-07-30"),
    ("date", date(2019, 7, 30), date(2019, 7, 30), "2019-07-30"),
    ("integer", "12", 12, 12),
    ("integer", 0, 0, 0),
    ("decimal", "12.50", Decimal("12.50"), "12.50"),
    ("decimal", 3, Decimal(3), "3"),
    ("boolean", False, False, False),
    ("reference", 17, "17", "17"),
    ("references", (1, "b"), ["1", "b"], ["1", "b"]),
    ("json", {"a": [1, None, True, ""]}, {"a": [1, None, True, ""]}, {"a": [1, None, True, ""]}),
]


@pytest.mark.parametrize(("kind", "given", "parsed", "plain"), GOOD)
def test_field_of_its_kind_is_parsed(
    kind: str, given: object, parsed: object, plain: object
) -> None:
    fields = parse(need(kind), {"f": given})

    assert fields == {"f": parsed}
    assert as_json(fields) == {"f": plain}


def nested(depth: int) -> object:
    value: object = []
    for _ in range(depth):
        value = [value]
    return value


BAD = [
    ("text", 7),
    ("text", "a\0b"),
    ("text", "\ud800"),
    ("text", "x" * 10_001),
    ("date", "30.7.2019"),
    ("date", "2019-02-30"),
    ("date", datetime(2019, 7, 30)),
    ("integer", 1.0),
    ("integer", True),
    ("integer", "one"),
    ("integer", 1 << 63),
    ("decimal", 0.1),
    ("decimal", "NaN"),
    ("decimal", "1" * 70),
    ("decimal", "one"),
    ("boolean", "yes"),
    ("reference", 1.5),
    ("references", "17"),
    ("references", [None]),
    ("json", 0.1),
    ("json", {1: 2}),
    ("json", {"a": "\0"}),
    ("json", ["\ud800"]),
    ("json", {"a": object()}),
    ("json", nested(100_000)),
]


@pytest.mark.parametrize(("kind", "given"), BAD, ids=lambda value: str(type(value).__name__))
def test_field_of_another_kind_is_refused(kind: str, given: object) -> None:
    with pytest.raises(PayloadRefused) as caught:
        parse(need(kind), {"f": given})

    assert str(caught.value).startswith("The field must be ")
    assert caught.value.in_language("zh").startswith("字段必须是")


def test_text_too_long_is_told_by_how_much() -> None:
    with pytest.raises(PayloadRefused) as caught:
        parse(need("text"), {"f": "x" * 5_000_000})

    assert str(caught.value) == (
        "The field must be at most 10000 characters long; it has 5000000. Shorten it, or attach it "
        "as a document."
    )
    assert caught.value.in_language("zh") == (
        "字段必须是不超过10000个字符的文字，现有5000000个；请缩短，或作为文件提交。"
    )


def test_a_field_for_a_long_text_holds_as_much_as_it_says() -> None:
    long = (Need("f", TITLES, longest=60_000), Need("g", TITLES, longest=60_000))
    given = {"f": "讲" * 60_000, "g": "话" * 60_000}
    assert parse(long, given) == given
    with pytest.raises(PayloadRefused, match="at most 60000 characters long; it has 60001"):
        parse(long, {"f": "x" * 60_001, "g": "x"})


@pytest.mark.parametrize("given", [{}, {"f": None}, {"f": "  "}])
def test_required_field_left_out_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(PayloadRefused, match=r"^Give the field\.$"):
        parse(need("text"), given)
    assert as_json(parse(need("text", required=False), given)) == {}


def test_field_not_asked_for_is_refused() -> None:
    with pytest.raises(PayloadRefused) as caught:
        parse(need("text"), {"f": "x", "state": "settled"})
    assert str(caught.value) == ("The field 'state' does not belong to this action; leave it out.")


def test_payload_over_the_limit_is_refused() -> None:
    with pytest.raises(PayloadRefused, match=r"over 65536 bytes"):
        parse(need("json"), {"f": ["专利" * 100] * 200})


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": 1, "a": "专"}) == '{"a":"专","b":1}'.encode()
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(float("nan"))
