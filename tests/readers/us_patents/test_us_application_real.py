"""Real grants rewritten as applications: what both tell must be what the grants' own reader tells.

The bibliographic parts of the two are built alike, and the grants are read by another program of
ours, column by column. A real application is not among the data at hand.
"""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.tables import Read, read_with

pytestmark = pytest.mark.realdata

FILES = ("ipg050104", "ipg070102", "ipg090106", "ipg110104", "ipg120103", "ipg180102")
KIND = re.compile(r"(?<=<kind>)(?:B1|B2|S1|P2|P3|E1|H1)(?=</kind>)")
COLUMNS = {
    "right_party": (
        "role", "sequence", "name", "applicant_type", "country_code", "region_code", "region_text",
        "city", "postal_code", "address", "nationality",
    ),
    "right_classification": (
        "scheme", "scheme_version", "symbol", "position", "value", "office", "assigned_date",
    ),
    "right_priority": ("sequence", "ip_office_code", "number", "date", "kind"),
    "right_relation": (
        "sequence", "relation", "ip_office_code", "other_number", "other_date", "other_kind",
        "status_text",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "uspto-grant"


def rewritten(source: Path, path: Path) -> Path:
    """The grants of a weekly file as applications, in a file of their own."""
    with zipfile.ZipFile(source) as archive:
        (name,) = archive.namelist()
        text = archive.read(name).decode()
    for old, new in (("us-patent-grant", "us-patent-application"),
                     ("bibliographic-data-grant", "bibliographic-data-application")):  # fmt: skip
        text = text.replace(old, new)
    # The kind of the document itself is the first in it.
    documents = [KIND.sub("A1", one, count=1) for one in text.split("<publication-reference>")]
    path.write_text("<publication-reference>".join(documents), encoding="utf-8")
    return path


def rows(found: Read, table: str, **left_out: object) -> dict[int, list[tuple]]:
    """The rows of each right, in these columns."""
    by_right: dict[int, list[tuple]] = {}
    for row in found.rows.get(table, []):
        if not any(row[name] == value for name, value in left_out.items()):
            told = tuple(row[name] for name in COLUMNS[table])
            by_right.setdefault(row["right_id"], []).append(told)
    return by_right


@pytest.mark.parametrize("name", FILES)
def test_applications_are_read_as_grants_are(folder: Path, tmp_path: Path, name: str) -> None:
    source = folder / f"{name}.zip"
    grants = read_with(registry.reader("uspto_grant"), [source])
    path = rewritten(source, tmp_path / "ipa.xml")
    found = read_with(registry.detect([path]), [path])
    assert len(found.rights) == len(grants.rights) == (5 if name == "ipg180102" else 25)
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])
    for column in (
        "application_number", "filing_date", "publication_date", "filing_route", "title",
        "earliest_priority_date", "int_application_number", "int_publication_number",
        "national_stage_date",
    ):  # fmt: skip
        # By the Hague Agreement come designs, which are not published as applications.
        told = [
            (mine, theirs)
            for mine, theirs in zip(found.rights, grants.rights, strict=True)
            if theirs["filing_route"] != "hague"
        ]
        assert [mine[column] for mine, _ in told] == [theirs[column] for _, theirs in told], column
    # Nobody has examined an application yet.
    assert rows(found, "right_party") == rows(grants, "right_party", role="examiner")
    for table in ("right_classification", "right_priority", "right_relation"):
        assert rows(found, table) == rows(grants, table), table


def test_an_application_is_pending_and_has_no_term(folder: Path, tmp_path: Path) -> None:
    path = rewritten(folder / "ipg180102.zip", tmp_path / "ipa.xml")
    found = read_with(registry.detect([path]), [path])
    assert {row["status"] for row in found.rights} == {"pending"}
    assert {row["expiry_date"] for row in found.rights} == {None}
    told = {(row["key_event_code"], row["event_date"]) for row in found.rows["status_event"]}
    assert told == {("Q10", date(2018, 1, 2))}
