"""Whatever is written comes back: any text, any number, zero, nothing and "does not apply"."""

import io
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.documents.xlsx import NOT_APPLICABLE, dry_run, read, write
from goldthread.documents.xlsx.incoming import take
from goldthread.documents.xlsx.model import Row
from tests.documents.forms import FORM, OFFICES, TASKS, told

TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"), max_size=60
).map(lambda text: text or None)
CODES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z", "Cn")), min_size=1, max_size=12)


def _numbers(most: int, places: int, least: int = 0) -> st.SearchStrategy[object]:
    exact = st.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)
    return st.one_of(st.just(NOT_APPLICABLE), st.none(), st.just(Decimal(0)), exact)


ROWS = st.fixed_dictionaries(
    {
        "number": CODES.filter(lambda text: text.strip(" \u200b\ufeff") == text),
        "wording": TEXTS,
        "lead": st.sampled_from([None, *(office.code for office in OFFICES)]),
        "state": st.sampled_from([None, "on", "late"]),
        "due": st.one_of(st.none(), st.dates(date(1000, 1, 1))),
        "filed": st.one_of(st.sampled_from([0, None, NOT_APPLICABLE]), st.integers(0, 10**20 - 1)),
        "amount": _numbers(10**19, 2, -(10**19)),
        "done": _numbers(1, 4),
        "joint": st.sampled_from([None, True, False]),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(ROWS, max_size=6, unique_by=lambda row: row["number"]),
    lang=st.sampled_from(["en", "zh"]),
)
def test_what_is_written_is_read(rows: list[Row], lang: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.xlsx"
        stamp = write(path, FORM, {"tasks": rows}, lang=lang)  # type: ignore[arg-type]
        filled = read(path, FORM)
    assert (told(filled), filled.stamp) == ([], stamp)
    back = [dict(row.values) for row in filled.sheets["tasks"].rows]
    assert back == rows
    assert [[type(v) for v in row.values()] for row in back] == [
        [type(row[column.key]) for column in TASKS.columns] for row in rows
    ]
    known = {"tasks": {(row["number"],): row for row in rows}}
    assert dry_run(filled, known).counts()["unchanged"] == len(rows)


CELLS = st.one_of(
    st.text(max_size=30), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(), st.from_regex(r"[０-９0-9,. %年月日/-]{1,20}", fullmatch=True),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(cell=CELLS, column=st.sampled_from(TASKS.columns))
def test_any_cell_is_a_value_or_a_sentence(cell: object, column: object) -> None:
    taken = take(column, cell)  # type: ignore[arg-type]
    assert not taken.refused or taken.value is None


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=400), at=st.integers(0, 8000))
def test_a_damaged_file_is_told_and_never_a_failure(data: bytes, at: int) -> None:
    stream = io.BytesIO()
    write(stream, FORM, {"tasks": [{"number": "1", "wording": "x"}]})
    whole = stream.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.xlsx"
        path.write_bytes(whole[:at] + data + whole[at + len(data) :])
        assert list(read(path, FORM).all_faults()) is not None
