"""What a template is: its headings, lists and protection, and that its own mapping reads it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from goldthread import spreadsheets
from goldthread.documents.xlsx.model import LANGS, Lang
from goldthread.errors import UsageError
from goldthread.readers import registry
from goldthread.readers.base import ReadError
from goldthread.readers.identity import surrogate
from goldthread.readers.schema import CASE_OUTCOMES, CASE_TYPES, RIGHT_KINDS
from goldthread.readers.table.cells import fold
from tests.readers.spreadsheets.workbooks import facts, filled_in, loaded

NAMES = ("enforcement", "licences", "pledges", "transfers")
# Of one column, a row that says the same in both languages.
ROWS = {
    "pledges": {
        "en": {"right_kind": "Utility model", "unit": "ten thousands", "currency": "CNY"},
        "zh": {"right_kind": "实用新型", "unit": "万元", "currency": "人民币"},
    },
}


def test_the_templates_are_those_of_the_mappings() -> None:
    assert spreadsheets.names() == NAMES
    assert set(NAMES) <= set(registry.names())


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_and_every_choice_is_known_to_the_mapping(name: str) -> None:
    mapping = registry.mapping(name).mapping  # type: ignore[attr-defined]
    columns = spreadsheets.template(name).columns
    for column in columns:
        for lang in LANGS:
            assert mapping.called(column.title[lang]) == column.key
    assert {column.key for column in columns} <= mapping.read_columns()
    # A column for ten thousands, and the number of the line, are for offices' own sheets.
    spare = mapping.read_columns() - {column.key for column in columns}
    assert spare - {"amount_wan", "serial", "petitioner"} == set()
    assert set(mapping.recognise.columns) <= {c.key for c in columns if c.required}


def test_the_lists_hold_the_codes_of_the_schema() -> None:
    def codes(name: str, key: str) -> list[str]:
        return [c.code for c in spreadsheets.template(name).form.sheets[0].by_key[key].choices]

    assert codes("pledges", "right_kind") == list(RIGHT_KINDS)
    assert codes("enforcement", "case_type") == list(CASE_TYPES)
    assert codes("enforcement", "outcome") == list(CASE_OUTCOMES)


@pytest.mark.parametrize("lang", LANGS)
def test_choices_are_read_as_their_codes_in_either_language(tmp_path: Path, lang: Lang) -> None:
    columns = spreadsheets.template("enforcement", "CN").form.sheets[0].by_key
    rows = [
        {"authority": "A", "case_number": f"{key}-{choice.code}", "accepted": date(2019, 1, 2)}
        | {"case_type": columns["case_type"].choices[0].title[lang]}
        | {key: choice.shown(columns[key].kind, lang), "amount": 3}
        | ({} if key == "currency" else {"currency": columns["currency"].choices[0].title[lang]})
        for key in ("case_type", "right_kind", "outcome", "region", "unit", "currency")
        for choice in columns[key].choices
    ]
    found = loaded(filled_in(tmp_path / "choices.xlsx", "enforcement", rows, lang=lang))
    assert (found.rejected, found.notes, found.unknown) == ([], [], {})
    fields = {"region": "region_code"}
    for row in found.rows["enforcement_case"]:
        key, _, code = row["case_number"].partition("-")
        if key == "unit":
            assert row["amount"] == 3 * int(code)
        else:
            assert row[fields.get(key, key)] == code
        assert row["outcome_text"] is None  # the list's own words say no more than the code


@pytest.mark.parametrize("lang", LANGS)
def test_a_licence_of_each_kind_gets_its_type(tmp_path: Path, lang: Lang) -> None:
    types = spreadsheets.template("licences").form.sheets[0].by_key["licence_type"].choices
    rows = [
        {"number": choice.code, "office": "CL", "right_number": "201900001", "licensor": "Acme"}
        | {"right_kind": {"en": "Invention patent", "zh": "发明专利"}[lang]}
        | {"licence_type": choice.title[lang], "registered": date(2019, 5, 6)}
        for choice in types
    ]
    found = loaded(filled_in(tmp_path / "kinds.xlsx", "licences", rows, lang=lang, country=None))
    assert facts(found, "transaction", "recording_number", "tx_type", "conveyance_text") == [
        ("licence_excl", "licence_excl", None),
        ("sole licence", "licence", "sole licence"),
        ("licence_nonexcl", "licence_nonexcl", None),
        ("cross-licence", "licence", "cross-licence"),
        ("sublicence", "licence", "sublicence"),
        ("compulsory", "compulsory", None),
        ("open_offer", "open_offer", None),
        ("licence", "licence", None),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_a_pledge_filled_in_is_a_transaction_with_its_release(tmp_path: Path, lang: Lang) -> None:
    rows = [
        {"number": "Y2019330000001", "right_number": "ZL201410408762.5", "title": "Pump"}
        | {"pledgor": "Acme; (US) Zeta", "pledgor_region": "CN-ZJ", "pledgee": "Bank"}
        | {"executed": date(2019, 2, 1), "registered": date(2019, 3, 1), "amount": 500}
        | {key: ROWS["pledges"][lang][key] for key in ("unit", "currency")},
        {"right_number": "201920000001.4", "released": date(2020, 6, 7)}
        | {"right_kind": ROWS["pledges"][lang]["right_kind"]},
    ]
    found = loaded(filled_in(tmp_path / "p.xlsx", "pledges", rows, lang=lang))
    assert (found.rejected, found.notes, found.unknown) == ([], [], {})
    number, signed = "Y2019330000001", (date(2019, 2, 1), date(2019, 3, 1))
    ended = (date(2020, 6, 7), None, None)
    names = ("record_key", "tx_type", "executed_date", "recorded_date", "amount", "currency")
    assert facts(found, "transaction", *names, "ends_recording") == [
        (f"CN|pledge|{number}", "pledge", *signed, Decimal(5_000_000), "CNY", None),
        (f"CN|pledge|{number}|release|2020-06-07", "release", None, *ended, number),
    ]
    pledge, release = (row["tx_id"] for row in found.rows["transaction"])
    names = ("tx_id", "role", "sequence", "name", "country_code", "region_code")
    assert facts(found, "transaction_party", *names) == [
        (pledge, "from", 1, "Acme", "CN", "CN-ZJ"),
        (pledge, "from", 2, "Zeta", "US", None),
        (pledge, "to", 1, "Bank", None, None),
    ]
    # Keys as the reader of China's documents makes them, so that the rights are found.
    names = ("tx_id", "sequence", "right_kind", "application_number", "title", "right_id")
    assert facts(found, "transaction_right", *names) == [
        (pledge, 1, "PT", "201410408762.5", "Pump", surrogate("CN|PT|201410408762.5")),
        (pledge, 2, "UM", "201920000001.4", None, surrogate("CN|UM|201920000001.4")),
        (release, 1, "UM", "201920000001.4", None, surrogate("CN|UM|201920000001.4")),
    ]


def test_several_rights_in_one_cell_are_several_rights(tmp_path: Path) -> None:
    row = {"number": "T1", "office": "CL", "right_kind": "Trademark", "title": "ignored"}
    row |= {"right_number": "201901; 201902；201903", "assignor": "A", "assignee": "B、C"}
    row |= {"registered": date(2019, 7, 1), "transfer_type": "Merger"}
    found = loaded(filled_in(tmp_path / "t.xlsx", "transfers", [row]))
    assert found.rejected == []
    assert facts(found, "transaction", "record_key", "tx_type") == [("CL|transfer|T1", "merger")]
    assert facts(found, "transaction_right", "sequence", "application_number", "title") == [
        (1, "201901", None),
        (2, "201902", None),
        (3, "201903", None),
    ]
    assert facts(found, "transaction_party", "role", "sequence", "name") == [
        ("from", 1, "A"),
        ("to", 1, "B"),
        ("to", 2, "C"),
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_template_leads_the_hand(tmp_path: Path, name: str, lang: Lang) -> None:
    path = tmp_path / f"{name}.xlsx"
    made = spreadsheets.template(name, "CN")
    spreadsheets.write(path, made, lang=lang)
    page = openpyxl.load_workbook(path).worksheets[1]
    titles = [column.title[lang] for column in made.columns]
    assert [cell.value for cell in page[2]] == titles
    assert page.row_dimensions[1].hidden
    assert page.freeze_panes == page.cell(3, 1 + _leading_keys(made)).coordinate
    assert page.protection.sheet
    assert all(cell.protection.locked for cell in page[2])
    unlocked = [page.column_dimensions[cell.column_letter].width for cell in page[2]]
    assert unlocked == [pytest.approx(column.width, abs=1) for column in made.columns]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    for place, column in enumerate(made.columns, 1):
        rule = rules.get(page.cell(3, place).coordinate)
        if column.choices:
            assert rule is not None
            assert rule.type == "list"
        if column.kind == "date":
            assert rule is not None
            assert rule.type == "date"
            assert page.cell(3, place).number_format in ("yyyy-mm-dd", "General")
    told = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert {title for row in told for title in row} >= set(titles)


def _leading_keys(made: spreadsheets.Template) -> int:
    keys = [column.key in made.form.sheets[0].key for column in made.columns]
    return keys.index(False)


def test_an_empty_template_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "pledges.xlsx"
    spreadsheets.write(path, spreadsheets.template("pledges"))
    with pytest.raises(ReadError) as refused:
        loaded(path)
    assert str(refused.value) == (
        "pledges.xlsx has its headings and no row below them: nothing was filled in."
    )


def test_a_renamed_sheet_is_read_as_before(tmp_path: Path) -> None:
    row = {"authority": "A", "case_number": "1", "case_type": "Civil"}
    path = filled_in(tmp_path / "e.xlsx", "enforcement", [row | {"accepted": date(2019, 1, 2)}])
    book = openpyxl.load_workbook(path)
    book.worksheets[1].title = "2019 H1 (final)"
    book.save(path)
    found = loaded(path)
    assert facts(found, "enforcement_case", "record_key", "source_locator") == [
        ("A|1", "e.xlsx, sheet 2019 H1 (final), row 3")
    ]


def test_a_template_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no template 'pledge'\. The templates are enforcement,"):
        spreadsheets.template("pledge")


def test_a_country_without_regions_of_its_own_has_no_list() -> None:
    columns = spreadsheets.template("pledges", "FR").form.sheets[0].by_key
    assert columns["pledgor_region"].choices == ()


def test_headings_mean_one_column_each() -> None:
    for name in NAMES:
        mapping = registry.mapping(name).mapping  # type: ignore[attr-defined]
        assert all(fold(heading) == heading for heading in mapping.headings)
