"""Structure files: every bad one ends in a sentence with file and act, and nothing is written."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.offices import actions
from goldthread.offices.errors import StructureFileRefused
from goldthread.offices.models import Reform
from tests.offices.building import SETUP, snapshot, staffed

ACT = """
acts:
  - key: one
    title_en: One
    title_zh: 一
    effective: 2015-01-01
    document: {title: Decision, number: 1, date: 2014-12-01}
    changes:
      - kind: established
        office: {code: A, kind: national, en: Office A, zh: A局}
  - key: two
    title_en: Two
    title_zh: 二
    effective: 2018-01-01
    document: {title: Decision, number: 2, date: 2018-02-01}
    changes:
      - {kind: renamed, office: A, en: New A, zh: 新A局}
"""


def load(folder: Path, text: str, today: date = date(2016, 1, 1)) -> object:
    file = folder / "structure.yaml"
    file.write_text(text, "utf-8")
    return actions.load_structure(file=file, today=today)


def test_acts_take_effect_as_their_days_come(ledger: str, tmp_path: Path) -> None:
    load(tmp_path, ACT)
    assert list(Reform.objects.order_by("key").values_list("key", "state")) == [
        ("one", "in_effect"),
        ("two", "enacted"),
    ]
    load(tmp_path, ACT, date(2018, 1, 1))
    assert Reform.objects.get(key="two").state == "in_effect"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("acts:", "acts: [", "is not valid YAML"),
        ("acts:", "things:", "must hold a list named acts"),
        ("key: one", "key: 1", "act 1 needs the field 'key' as a str"),
        ("effective: 2015-01-01", "effective: soon", "act 1 needs the field 'effective' as a date"),
        ("title_zh: 二", "colour: red", "act 2 has the unknown field 'colour'"),
        ("number: 1, date: 2014-12-01", "number: 1", "act 1 needs a document with title"),
        ("date: 2014-12-01", "date: long ago", "act 1 needs a document with title"),
        ("kind: national", "kind: 5", "act 1 (one): Change 1: 5 is no kind of office"),
        ("office: A, en: New A", "office: B, en: New A", "act 2 (two): Change 1: there is no off"),
        ("en: New A, zh", "en: 2018-01-01, zh", "act 2 (two): The changes must be JSON"),
        ("key: two", "key: one", "act 2 (one): an act with this key was enacted with another"),
        (
            "changes:\n      - {kind: renamed, office: A, en: New A, zh: 新A局}",
            "changes: x",
            "act 2 needs a list",
        ),
        (
            "changes:\n      - {kind: renamed, office: A, en: New A, zh: 新A局}",
            "changes: []",
            "act 2 (two): The act changes nothing",
        ),
    ],
)
def test_bad_file_is_refused_whole(
    sqlite_ledger: str, tmp_path: Path, old: str, new: str, message: str
) -> None:
    before = snapshot()
    with pytest.raises(StructureFileRefused) as refusal:
        load(tmp_path, ACT.replace(old, new))
    assert message in str(refusal.value)
    assert snapshot() == before


def test_file_that_is_absent_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(StructureFileRefused, match="cannot be read: No such file"):
        actions.load_structure(file=tmp_path / "none.yaml")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StructureFileRefused, match="is not valid YAML"):
        actions.load_structure(file=tmp_path / "b.yaml")
    (tmp_path / "c.yaml").write_text("- 1\n" * 600_000)
    with pytest.raises(StructureFileRefused, match="is over 2000000 bytes"):
        actions.load_structure(file=tmp_path / "c.yaml")


def test_key_of_an_act_that_is_still_a_draft(sqlite_ledger: str, tmp_path: Path) -> None:
    load(tmp_path, ACT)
    planner = staffed("planning", "A", starts=date(2015, 1, 1))
    actions.draft_reform(
        actor=planner,
        key="three",
        title_en="x",
        title_zh="x",
        effective=date(2019, 1, 1),
        changes=[{"kind": "renamed", "office": "A", "en": "x", "zh": "x"}],
    )
    assert SETUP.get_username() == "setup"
    with pytest.raises(StructureFileRefused, match="is there and drafted"):
        load(tmp_path, ACT.replace("key: two", "key: three"))
