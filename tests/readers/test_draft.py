"""The first draft of a mapping loads as it is, and says what it guessed."""

import os
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from goldthread.readers.base import ReadError
from goldthread.readers.draft import Draft, draft
from goldthread.readers.draft_guess import date_forms, words
from goldthread.readers.schema import (
    PARTY_ROLES,
    RIGHT_KINDS,
    RIGHT_STATUSES,
    SCHEMES,
    TABLES,
)


def _draft(folder: Path, text: str, encoding: str = "utf-8", name: str = "register.csv") -> Draft:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return draft(path)


def test_english_register(tmp_path: Path) -> None:
    made = _draft(
        tmp_path,
        "Application No.,Filing Date,Title,Type,Applicant,Country,Inventors,Status,Claims,Remarks\n"
        "2019/1,25/12/2018,Pump,Patent,Acme Ltd,Chile,Ada; Bob,Granted,12,x\n"
        "2019/2,03/01/2019,Chair,Design,Beta GmbH,Germany,Cid,Dormant,n/a,\n",
    )
    assert made.records(5) == [
        {
            "record_key": "XX|PT|2019/1",
            "ip_office_code": "XX",
            "right_kind": "PT",
            "application_number": "2019/1",
            "filing_date": date(2018, 12, 25),
            "n_claims": 12,
            "title": "Pump",
            "status": "registered",
            "status_text": "Granted",
            "source_locator": "register.csv, line 2",
            "right_party 1": "applicant, Acme Ltd, CL",
            "right_party 2": "inventor, Ada",
            "right_party 3": "inventor, Bob",
        },
        {
            "record_key": "XX|DS|2019/2",
            "ip_office_code": "XX",
            "right_kind": "DS",
            "application_number": "2019/2",
            "filing_date": date(2019, 1, 3),
            "title": "Chair",
            "status_text": "Dormant",
            "source_locator": "register.csv, line 3",
            "right_party 1": "applicant, Beta GmbH, DE",
            "right_party 2": "inventor, Cid",
        },
    ]
    assert made.rejected() == []
    for said in (
        "write its code of WIPO ST.3 in place of XX",
        "date: [d/m/y]}  # by its heading; check that the day and the month are not",
        '# "Dormant": not known',
        "#   Remarks",
        'missing: ["n/a"]',
        "delimiter: comma  # guessed",
    ):
        assert said in made.yaml


def test_chinese_register_in_gb18030(tmp_path: Path) -> None:
    made = _draft(
        tmp_path,
        "申请号\t申请日\t发明名称\t专利类型\t申请人\t申请人省份\t主分类号\t法律状态\n"
        "201910000001\t2019年1月2日\t一种方法\t发明\t浙江大学；某公司\t浙江省\tH04L9/32\t授权\n"
        "201930000002\t2019年1月3日\t椅子\t外观设计\t某某厂\t北京市\tA47C 1/00\t审中\n",
        "gb18030",
    )
    first, second = made.records(2)
    assert (first["record_key"], first["status"]) == ("CN|PT|201910000001", "registered")
    assert first["right_party 1"] == "applicant, 浙江大学, CN-ZJ, 浙江省"
    assert first["right_party 2"] == "applicant, 某公司"
    assert first["right_classification 1"] == "IPC, H04L 9/32, first"
    assert (second["right_kind"], second["filing_date"]) == ("DS", date(2019, 1, 3))
    assert len(made.records(1)) == 1


def test_spanish_register_in_a_workbook_below_a_title(tmp_path: Path) -> None:
    path = tmp_path / "Solicitudes 2019.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.add_worksheet("Notas").write(0, 0, "Nota")
        sheet = book.add_worksheet("Datos")
        sheet.write(0, 0, "Solicitudes de 2019")
        sheet.write_row(
            2, 0, ["Número de solicitud", "Fecha de solicitud", "Tipo", "Región", "Otra"]
        )
        sheet.write_row(3, 0, [201900001, date(2019, 1, 2), "Modelo de Utilidad", "Maule", 1])
        sheet.write_row(4, 0, [201900002, date(2019, 1, 3), "Marca", "Valparaíso", 2])
    made = draft(path)
    assert [(r["record_key"], r["filing_date"], r["right_party 1"]) for r in made.records(9)] == [
        ("CL|UM|201900001", date(2019, 1, 2), "applicant, CL-ML, Maule"),
        ("CL|TM|201900002", date(2019, 1, 3), "applicant, CL-VS, Valparaíso"),
    ]
    assert "mapping: solicitudes-2019\n" in made.yaml
    assert 'sheets: "^Datos$"' in made.yaml
    assert "header: 3" in made.yaml


def test_register_without_telling_headings(tmp_path: Path) -> None:
    made = _draft(tmp_path, "A,B,C\n17-1,Pump,invention\n17-2,Tap,utility model\n")
    assert [r["record_key"] for r in made.records(9)] == ["XX|PT|17-1", "XX|UM|17-2"]
    assert "its values are all different, so they may be the numbers" in made.yaml
    assert "its values are kinds of rights" in made.yaml


def test_register_without_any_number_counts_its_rows(tmp_path: Path) -> None:
    made = _draft(tmp_path, "Title,Owner,Klass\nPump,Acme,H04L 9/32\nPump,Acme,G06F 21/00\n")
    assert [r["record_key"] for r in made.records(9)] == ["XX|PT|2", "XX|PT|3"]
    assert made.records(1)[0]["right_party 1"] == "owner, Acme"
    assert made.records(1)[0]["right_classification 1"] == "IPC, H04L 9/32, first"
    assert "the row's number stands in" in made.yaml


def test_countries_before_the_names_are_seen(tmp_path: Path) -> None:
    made = _draft(
        tmp_path,
        "Application Number,Applicants,Inventors\n"
        "1,(US) Acme; (CL) Beta,(99) Ada\n2,(CL) Gamma; Delta,(CL) Bob\n",
    )
    first, second = made.records(2)
    assert first["right_party 1"] == "applicant, Acme, US"
    assert first["right_party 2"] == "applicant, Beta, CL"
    assert first["right_party 3"] == "inventor, Ada"
    assert second["right_party 2"] == "applicant, Delta"
    assert made.rejected() == []


def test_countries_beside_names_that_have_their_own_are_left_out(tmp_path: Path) -> None:
    made = _draft(
        tmp_path,
        "Application Number,Applicants,Country,Extra\n1,(US) Acme,US,x\n2,(CL) Beta,CL,y\n",
    )
    assert [one["right_party 1"] for one in made.records(2)] == [
        "applicant, Acme, US",
        "applicant, Beta, CL",
    ]
    assert made.yaml.rstrip().endswith("#   Extra\n#   Country")


def test_office_is_taken_from_its_column(tmp_path: Path) -> None:
    made = _draft(tmp_path, "Office,Application Number,CPC\nEP,1,H04L9/32|G06F21/00\n")
    assert made.records(1)[0]["record_key"] == "EP|PT|1"
    assert made.records(1)[0]["right_classification 2"] == "CPC, G06F 21/00, later"


def test_column_that_belies_its_heading_is_left_out(tmp_path: Path) -> None:
    made = _draft(tmp_path, "Application No,Filing Date,Type,State\n1,soon,odd,\n2,late,even,\n")
    assert made.records(1)[0].keys() == {
        "record_key", "ip_office_code", "right_kind", "application_number", "source_locator",
    }  # fmt: skip
    assert made.yaml.endswith("#   Filing Date\n#   Type\n")


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["13/01/2019", "01/02/2019"], ("d/m/y",)),
        (["01/13/2019", "02/01/2019"], ("m/d/y",)),
        (["01/02/2019"], ("d/m/y",)),
        (["20190102"], ("yyyymmdd",)),
        (["民國108年7月1日"], ("roc",)),
        (["H31.4.30"], ("japanese",)),
        ([date(2019, 1, 2)], ("iso",)),
        (["soon"], ()),
        ([], ()),
    ],
)
def test_form_of_days(values: list[object], form: tuple[str, ...]) -> None:
    assert date_forms(values) == form


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04xx", "begins as a ZIP"),
        (
            b"MZ\x90\x00\x03" + bytes(range(1, 256)),
            "is no table: its first rows hold bytes that are",
        ),
        (
            b'<?xml version="1.0"?>\n<us-patent-grant lang="EN"><a/></us-patent-grant>\n',
            "is no table but an XML document: its root element is us-patent-grant",
        ),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=f"^r.csv {words}"):
        draft(path)


def test_pipe_and_folder_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(
            ReadError, match=f"^{re.escape(str(path))} does not exist, or is no file"
        ):
            draft(path)


def test_zip_of_documents_is_refused_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "ipg.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ipg.xml", '<?xml version="1.0"?>\n<us-patent-grant lang="EN"/>')
    with pytest.raises(ReadError, match=r"^ipg.zip is no table but an XML document"):
        draft(path)


@pytest.mark.parametrize("text", ["No\n", "Application Number,Title\n", "\n\n", "x"])
def test_file_without_records_gives_a_draft_all_the_same(tmp_path: Path, text: str) -> None:
    assert _draft(tmp_path, text).records(5) == []


def test_words_name_what_the_schema_has() -> None:
    fields = set(words()["fields"])
    assert fields <= set(TABLES["ip_right"].schema.names)
    assert set(words()["roles"]) <= set(PARTY_ROLES)
    assert set(words()["kinds"]) <= set(RIGHT_KINDS)
    assert set(words()["statuses"]) <= set(RIGHT_STATUSES)
    assert set(words()["classifications"]) <= set(SCHEMES)
