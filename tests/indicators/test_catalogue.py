"""Definitions: the shipped ones hold, a site's own are read, what cannot be meant is refused."""

from pathlib import Path

import pytest

from goldthread.indicators.catalogue import catalogue, definition, read
from goldthread.indicators.definition import TYPES, check_expressions
from goldthread.indicators.errors import DefinitionError, QueryError
from tests.indicators.support import refuses, write

GOOD = """\
id: S01
version: 1
titles: {en: Own, zh: 自有}
notes: {en: A note., zh: 说明。}
unit: {code: rights, en: rights, zh: 件}
type: flow
where: right_kind = 'PT'
date: filing_date
counting: {default: first-applicant, allowed: [first-applicant, fraction-fields]}
dimensions: [region, month]
source: {citation: The office., evidence: know}
"""


def test_shipped_definitions_are_those_of_the_method() -> None:
    assert [d.id for d in catalogue().values() if d.grain == "right"] == [
        *("A01", "A03", "A04", "A05", "A06", "A07", "A08", "A10", "A13", "A14", "A14T", "A15"),
        *("C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C09R"),
        *("C10", "C10F", "C10R", "C11", "C11F", "C12", "C13", "C17", "C18"),
        *("I01", "I02", "I03", "I05", "I08", "I09", "I10"),
        *("P01", "P02", "P04", "P05", "P05-10", "P06", "P06C", "P08", "P09"),
        *("P10", "P10A", "P10F", "P10R", "Q02", "Q02L", "Q03", "Q04", "U02"),
    ]
    assert [d.id for d in catalogue().values() if d.grain != "right"] == [
        *("P11", "P11C", "P11R"),
        *("U01", "U03", "U04", "U05", "U06", "U06F", "U06S", "U07", "U13"),
    ]
    assert {d.type for d in catalogue().values()} == set(TYPES)


@pytest.mark.parametrize("indicator", list(catalogue()))
def test_shipped_definition_holds(indicator: str) -> None:
    found = catalogue()[indicator]
    check_expressions(found)
    assert found.as_dict()["id"] == indicator
    assert len(found.sha256) == 64


def test_hash_is_that_of_the_content_not_of_the_form(tmp_path: Path) -> None:
    one = read(write(tmp_path, GOOD))
    other = read(write(tmp_path, "# a comment\n" + GOOD.replace("where: right", "where:  right")))
    changed = read(write(tmp_path, GOOD.replace("'PT'", "'UM'")))
    assert one.sha256 == other.sha256 != changed.sha256


def test_site_definition_is_found_in_any_case(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert definition("s01", tmp_path).titles["en"] == "Own"
    assert definition("c01", tmp_path).id == "C01"


def test_site_definition_stands_for_a_shipped_one_of_lower_version_only(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("S01", "C01"))
    with pytest.raises(DefinitionError, match="give it a higher version"):
        catalogue(tmp_path)
    write(tmp_path, GOOD.replace("S01", "C01").replace("version: 1", "version: 2"))
    assert catalogue(tmp_path)["C01"].version == 2


def test_unknown_indicator_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no indicator 'X99'; there are A01, A03"):
        definition("X99", tmp_path)


REFUSED = [
    ("where: right_kind = 'PT'", "where: right_kind = (select 1)", "line 7.*may not stand"),
    ("where: right_kind = 'PT'", "where: read_csv('/etc/passwd') is null", "may not stand"),
    ("where: right_kind = 'PT'", "where: right_kind = 'PT'; drop table ip_right", "may not stand"),
    ("where: right_kind = 'PT'", "where: right_kind", "line 7.*no condition"),
    ("where: right_kind = 'PT'", "where: colour = 'red'", "'colour'.*no column"),
    ("where: right_kind = 'PT'", "where: filing_date > 5", "DATE beside INT"),
    ("where: right_kind = 'PT'", "where: right_kind = 'PT' and", "no SQL expression"),
    ("where: right_kind = 'PT'", "where: n_claims = 1.5", "numbers are whole"),
    ("where: right_kind = 'PT'", "where: n_claims in ()", "list of literals"),
    ("where: right_kind = 'PT'", "where: status is true", "before null only"),
    ("where: right_kind = 'PT'", "where: not n_claims", "needs BOOLEAN"),
    ("where: right_kind = 'PT'", "where: filing_date > date '2019-02-31'", "is no day"),
    ("where: right_kind = 'PT'", "where: cast(status as int) = 1", "may be cast"),
    ("where: right_kind = 'PT'", "where: case status when 'a' then true end", "write case when"),
    (
        "where: right_kind = 'PT'",
        "where: date_diff('month', filing_date, grant_date) > 1",
        "durations are in days",
    ),
    ("where: right_kind = 'PT'", f"where: right_kind = '{'x' * 2100}'", "characters"),
    ("where: right_kind = 'PT'", f"where: {'(' * 900}true{')' * 900}", "nested too deeply"),
    ("date: filing_date", "date: title", "line 8"),
    ("date: filing_date", "day: filing_date", "'date' is missing"),
    ("type: flow", "type: union", "type 'union' is not one of"),
    ("type: flow", "type: stock", "'until' stands in a stock"),
    ("type: flow", "type: duration", "a duration counts rights whole"),
    ("type: flow", "type: ratio", "a ratio counts rights whole"),
    ("type: flow", "type: flow\nuntil: grant_date", "'until' stands in a stock"),
    ("type: flow", "type: flow\nnumerator: right_kind = 'PT'", "belongs to a ratio"),
    ("type: flow", "type: average", "a average counts rights whole"),
    ("type: flow", "type: flow\nmeasure: n_claims", "belongs to a duration, an average"),
    ("type: flow", "type: flow\nsince: filing_date", "'since' stands in an age"),
    ("type: flow", "type: flow\nwithin: 30", "'within' stands in a share_within or a cohort"),
    ("type: flow", "type: flow\nwithin: soon", "must be a whole number"),
    ("type: flow", "type: flow\noutcome: grant_date", "only a cohort has an outcome"),
    ("type: flow", "type: flow\nweight: n_classes", "a weight counts rights whole"),
    ("type: flow", "type: flow\nbetween: [region, month]", "'between' stands in an index"),
    ("type: flow", "type: index", "'between' stands in an index"),
    ("type: flow", "type: index\nbetween: [region]", "write two of the definition's dimensions"),
    ("type: flow", "type: index\nbetween: [region, field]", "two of the definition's dimensions"),
    ("type: flow", "type: flow\ndenominator: {series: people}", "a denominator needs a ratio"),
    ("type: flow", "type: flow\ncolour: red", "'colour' is no key"),
    ("type: flow", "type: flow\nscale: 0", "scale 0"),
    ("type: flow", "type: flow\nscale: ten", "must be a whole number"),
    ("type: flow", "type: flow\npercentiles: [100]", "between 0 and 100"),
    ("type: flow", "type: flow\nstatistic: mode", "median or mean"),
    ("type: flow", "type: flow\nremarks: [{when: status = 'a'}]", "'when' and 'text'"),
    ("type: flow", "type: flow\nof: week", "of a flow or of a stock"),
    ("default: first-applicant", "default: inventor", "is not allowed"),
    ("fraction-fields", "by-weight", "counting .*by-weight"),
    ("[region, month]", "[region, colour]", "dimensions .*colour"),
    ("[region, month]", "region", "must be a list"),
    ("zh: 自有", "fr: Propre", "the text in 'zh' is missing"),
    ("id: S01", "id: ''", "is no id"),
    ("id: S01", "id: 7", "must be text"),
    ("version: 1", "version: 0", "versions count from 1"),
    ("version: 1", "version: true", "must be a whole number"),
    ("code: rights, ", "", "needs a code"),
    ("counting: {default: first-applicant, ", "counting: {", "'counting' needs"),
    ("counting: {", "counting: {rule: x, ", "'rule' is no key of counting"),
    ("evidence: know", "proof: know", "'source' needs"),
    ("titles: {en: Own, zh: 自有}", "titles: Own", "'titles' needs"),
    (GOOD, "just text", "a definition is a mapping"),
    (GOOD, "a: [", "own.yaml"),
    ("titles: {", "titles: {en: {", "own.yaml"),
]


WHOLE = GOOD.replace(", fraction-fields", "")
REFUSED_WHOLE = [
    ("average", "'measure' belongs to a duration, an average"),
    ("average\nmeasure: status", "line 7.*'status' is no number: it gives TEXT"),
    ("share_within\nmeasure: n_claims", "'within' stands in a share_within"),
    ("share_within\nmeasure: n_claims\nwithin: 0", "within 0: write whole days from 1"),
    ("age\nuntil: expiry_date", "'since' stands in an age"),
    ("age\nsince: filing_date\nuntil: expiry_date", "a stock has no months"),
    ("cohort\nwithin: 30", "a cohort needs an 'outcome' or a 'numerator'"),
    ("cohort\nwithin: 30\noutcome: grant_date\nnumerator: status = 'a'", "an outcome or a num"),
    ("cohort\noutcome: grant_date", "'within' stands in a share_within or a cohort"),
    ("cohort\nwithin: 30\noutcome: n_claims", "line 8.*'n_claims' is no day: it gives INT"),
    ("flow\nweight: status", "'status' is no number: it gives TEXT"),
    ("duration\nmeasure: n_claims\nweight: n_claims", "'weight' belongs to a flow, a stock or"),
]


@pytest.mark.parametrize(("written", "message"), REFUSED_WHOLE)
def test_type_without_what_it_needs_is_refused(tmp_path: Path, written: str, message: str) -> None:
    path = write(tmp_path, WHOLE.replace("type: flow", f"type: {written}"))
    with pytest.raises(DefinitionError, match=message):
        read(path)


@pytest.mark.parametrize(("old", "new", "message"), REFUSED)
def test_definition_that_cannot_be_meant_is_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    refuses(write(tmp_path, GOOD.replace(old, new)), message)


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DefinitionError, match="cannot be read as UTF-8"):
        read(path)
