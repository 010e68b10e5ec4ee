"""A mapping file that is wrong is refused with its name, the line and what to write instead."""

import contextlib
import random
from pathlib import Path

import pytest

from goldthread.readers import registry
from goldthread.readers.table.document import MappingError
from goldthread.readers.table.parse import from_file, from_text
from tests.readers.tables import BASE

# What is wrong, the line it stands on, and the words of the message.
WRONG = [
    ("", 0, "m.yaml: the mapping file is empty"),
    ("- a\n- b\n", 1, r"a section \(key: value\) is expected here"),
    ("mapping: [a\n", 2, "this is not YAML"),
    ("mapping: x\n\trecord: y\n", 2, "this is not YAML: found character '\\\\t'"),
    ("mapping: x\nrecord: {a: 1}\nmapping: y\n", 3, "the key 'mapping' stands twice"),
    ("a: &x 1\nb: *x\n", 2, r"an alias \(\*name\) is not allowed"),
    ("a: " + "[" * 60 + "]" * 60, 1, "sections are nested too deeply"),
    ("mapping: x\n", 1, "the key 'record' is missing"),
    ("mapping: My Mapping\nrecord: {}\n", 1, "'My Mapping' is no name of a mapping"),
    (BASE + "recrod: {}\n", 6, "the key 'recrod' is not known here; did you mean 'record'"),
    (BASE + "feed: A B\n", 6, "'A B' is no name of a mapping"),
    (BASE + "delivery: whole\n", 6, "'whole' is none of delta, full"),
    (BASE + "rank: high\n", 6, "a whole number from 0 is expected here, not 'high'"),
    (BASE + "table: ip_rigth\n", 6, "'ip_rigth' is none of ip_right.* did you mean 'ip_right'"),
    (BASE + "  titel: Title\n", 6, "ip_right has no column 'titel'; did you mean 'title'"),
    (BASE + "  title: {columm: Title}\n", 6, "a field has exactly one of column, columns, first"),
    (BASE + "  title: {column: a, constant: b}\n", 6, "a field has exactly one of"),
    (BASE + "  title: {column: Title, dat: x}\n", 6, "the key 'dat' is not known here"),
    (BASE + "  title: [a, b]\n", 6, "a section"),
    (BASE + "  title: {field: n_claims}\n", 6, "'n_claims' is none of ip_office_code"),
    (BASE + "  filing_date: {column: a, date: dd/mm/yyyy}\n", 6, "'dd/mm/yyyy' is none of iso"),
    (BASE + "  filing_date: {column: a, date: {zone: Mars}}\n", 6, "'Mars' is neither an offset"),
    (BASE + "  filing_date: {column: a, date: {inside: maybe}}\n", 6, "'maybe' is none of true"),
    (BASE + "  n_claims: {column: a, number: {decimal: ',.'}}\n", 6, "decimal is one character"),
    (BASE + "  n_claims: {column: a, number: {times: many}}\n", 6, "'many' is no number"),
    (BASE + "  n_claims: {column: a, number: {times: 1e99}}\n", 6, "is too large or too small"),
    (BASE + "  title: {column: a, date: iso, country: true}\n", 6, "at most one of date, number"),
    (BASE + "  title: {column: a, map: kindz}\nmaps: {kinds: {}}\n", 6, "there is no map 'kindz'"),
    (BASE + "  title: {column: a, unmapped: drop}\n", 6, "'drop' is none of quarantine, warn"),
    (BASE + "  title: {column: a, pattern: '('}\n", 6, "is not a regular expression"),
    (BASE + "  title: {column: a, pattern: '(a+)+'}\n", 6, "repeats a repetition"),
    (BASE + "  title: {column: a, pattern: '(.)(.)'}\n", 6, "the pattern has several groups"),
    (BASE + "  title: {column: a, group: x}\n", 6, "this key needs a pattern beside it"),
    (BASE + "  title: {column: a, otherwise: keep}\n", 6, "this key needs a pattern beside it"),
    (BASE + "  title: {column: a, replace: [{pattern: a, by: '\\2'}]}\n", 6, "cannot be put in"),
    (BASE + "  title: {column: a, required: maybe}\n", 6, "true or false is expected here"),
    (BASE + "  title: {column: a, when: {column: b}}\n", 6, "a rule has one of matches, one_of"),
    (BASE + "  title: {column: a, when: {column: b, equals: x, above: y}}\n", 6, "a rule has one"),
    (BASE + "  title: {column: a, when: {all: []}}\n", 6, "at least one rule"),
    (BASE + "maps:\n  k:\n    a b: PT\n    A-B: UM\n", 9, "'A-B' folds to 'ab', which is mapped"),
    (BASE + "file: {encoding: utf-9}\n", 6, "'utf-9' is no encoding that Python knows"),
    (BASE + "file: {encoding: base64}\n", 6, "is no encoding of text"),
    (BASE + "file: {delimiter: ';;'}\n", 6, "a delimiter is one character"),
    (BASE + "file: {header: 0}\n", 6, "a whole number from 1"),
    (BASE + "file: {header: [2, 1]}\n", 6, "header rows are ascending"),
    (BASE + "file: {header: none}\n", 6, "a file without a header row needs columns"),
    (BASE + "file: {columns: [a, a]}\n", 6, "two columns have one name"),
    (BASE + "file: {name: '('}\n", 6, "is not a regular expression"),
    (BASE + "rows:\n  - skip: {column: a, empty: true}\n", 7, "the key 'because' is missing"),
    (BASE + "rows:\n  - because: x\n", 7, "a row rule has one of only, skip, quarantine"),
    (BASE + "cut:\n  - {column: a, pattern: 'b'}\n", 7, "the pattern has no named group"),
    (BASE + "unpivot: {value: x}\n", 6, "the key 'columns' is missing"),
    (BASE + "parties:\n  - {name: a}\n", 7, "'role' is missing: one of applicant"),
    (BASE + "parties:\n  - {}\n", 7, "this section says nothing about its items"),
    (BASE + "parties:\n  - {role: agent, each: {column: a, split: {group: b, separator: c}}}\n", 7,
     "'b' is none of"),
    (BASE + "priorities:\n  - each: {column: a, separator: ''}\n", 7, "a separator is a text that"),
    (BASE + "same_key: newest\n", 6, "'newest' is none of first, last, gather"),
    (BASE + "key: [title]\n", 6, "'title' is none of application_number"),
    (BASE + "doubts:\n  - {when: {column: a, empty: true}, note: x, missing: [title]}\n", 7,
     "'title' is none of"),
    (BASE + "checks: [totals]\n", 6, r"only published tables"),
    (BASE.replace("  right_kind: {constant: PT}\n", ""), 1, "record needs 'right_kind'"),
    ("mapping: x\ntable: aggregate_cell\nparties: [{role: agent}]\nrecord: {table_id: a}\n", 3,
     "aggregate_cell has no parties"),
    ("mapping: x\ntable: aggregate_cell\nrecord: {table_id: a}\n", 1, "record needs 'indic"),
    ("mapping: x\ntable: reference_series\nkey: value\nrecord: {series: a}\n", 3, "the key of"),
    ("mapping: x\ntable: enforcement_case\nkey: outcome\nrecord: {outcome: a}\n", 3, "the key of"),
    ("mapping: x\ntable: transaction\nrecord: {tx_type: a}\n", 1, "record needs 'ip_office_code'"),
    ("mapping: x\ntable: transaction\npriorities: [{number: a}]\nrecord: {tx_type: a}\n", 3,
     "transaction has no priorities"),
    ("mapping: x\ntable: transaction\nparties: [{name: a}]\nrecord: {tx_type: a}\n", 3,
     "'role' is missing: one of from, to"),
    (BASE + "rights: [{title: a}]\n", 6, "ip_right has no rights"),
    (BASE + "file: {header: find}\n", 1, "recognise is missing"),
    (BASE + "headings: {a: [b]}\n", 1, "recognise is missing"),
    (BASE + "headings:\n  a: [x]\n  b: [X.]\n", 8, "the heading 'X.' stands for 'a' already"),
    (BASE + "copies:\n  - {when: {column: a, empty: true}}\n", 7, "a copy names at least one"),
    (BASE + "refuse:\n  - {when: {column: title, empty: true}, field: right_kind, because: x}\n", 7,
     "'title' is no field of the record"),
    (BASE + "refuse:\n  - {when: {column: right_kind, empty: true}, field: b, because: x}\n", 7,
     "'b' is none of"),
    (BASE + "let: {title: a}\n", 6, "'title' is a column of ip_right: give it under record"),
    (BASE + "maps: {kinds: shared}\n", 6, "there is no shared map 'kinds'; there are right_kinds"),
    (BASE + "maps: {kinds: ours}\n", 6, "'ours' is none of shared"),
    (BASE + "  n_claims: {column: a, number: true, unit: {column: b, map: m}}\nmaps: {m: {x: y}}\n",
     6, "the map m gives 'x' no whole number"),
    (BASE + "  title: {fields: [right_kind, a]}\n", 6, "'a' is none of"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_wrong_mapping_is_refused_at_its_line(text: str, line: int, words: str) -> None:
    place = f"^m.yaml, line {line}: .*" if line else "^"
    with pytest.raises(MappingError, match=place + words):
        from_text(text, "m.yaml")


def test_errors_of_mappings_end_with_input_refused() -> None:
    assert MappingError("x").exit_status == 3


def test_mapping_file_that_is_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b"mapping: \xff\n")
    with pytest.raises(MappingError, match=r"the mapping file is not UTF-8 at byte 9"):
        from_file(path)


def test_mapping_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(MappingError, match=r"has at most 1,000,000 bytes"):
        from_file(path)


def test_mapping_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"cannot be read: No such file"):
        from_file(tmp_path / "absent.yaml")
    with pytest.raises(MappingError, match=r"cannot be read: Is a directory"):
        from_file(tmp_path)


def test_mapping_file_with_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b"mapping: \x00\n")
    with pytest.raises(MappingError, match=r"m.yaml.*this is not YAML"):
        from_file(path)


def test_norway_is_a_country() -> None:
    mapping = from_text(BASE.replace("{constant: CL}", "{constant: NO}"), "m.yaml")
    assert mapping.record["ip_office_code"].source.value == "NO"  # type: ignore[attr-defined]


def test_every_shipped_mapping_is_named_as_its_file_and_says_where_it_is_from() -> None:
    for name in sorted(registry._shipped()):
        mapping = registry.reader(name).mapping  # type: ignore[attr-defined]
        assert mapping.name == name
        assert mapping.recognise is not None
        assert mapping.title != name


def test_version_of_a_reader_changes_with_the_mapping() -> None:
    from goldthread.readers.table.reader import TableReader

    one = TableReader(from_text(BASE, "m.yaml"))
    two = TableReader(from_text(BASE + "# a comment\n", "m.yaml"))
    assert one.version != two.version
    assert one.version.startswith("1+")


def test_spoilt_mappings_are_taken_or_refused_in_one_sentence() -> None:
    """Shipped mappings with a line lost, doubled or garbled: never any other error."""
    chance = random.Random(20190630)
    folder = Path(registry.__file__).parent / "mappings"
    for path in sorted(folder.glob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for _ in range(40):
            spoilt = list(lines)
            place = chance.randrange(len(spoilt))
            cut = chance.randrange(len(spoilt[place]) + 1)
            spoilt[place : place + 1] = chance.choice(
                [
                    [],
                    [spoilt[place]] * 2,
                    [spoilt[place][:cut]],
                    [spoilt[place][:cut] + chance.choice("{}[]:,'*& \t(+") + spoilt[place][cut:]],
                ]
            )
            with contextlib.suppress(MappingError):
                from_text("\n".join(spoilt), "m.yaml")
