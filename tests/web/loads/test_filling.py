"""The page of templates, and the workbooks it offers."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from goldthread import spreadsheets
from goldthread.readers import registry
from goldthread.readers.base import ReadError
from tests.readers.tables import read_with
from tests.web.conftest import Text, words


def offered(html: str) -> list[str]:
    return re.findall(r'href="(/loads/templates/[a-z]+\.xlsx\?lang=[a-z]+)"', html)


def test_the_page_offers_each_workbook_in_the_reader_s_language_first(opened: Text) -> None:
    assert offered(opened("/loads/templates?lang=zh")) == [
        f"/loads/templates/{name}.xlsx?lang={lang}"
        for name in spreadsheets.names()
        for lang in ("zh", "en")
    ]
    text = words(opened("/loads/templates?lang=en"))
    assert "Pledges of rights" in text
    assert "Exclusive; Sole; Non-exclusive" in text


def test_it_is_reached_from_the_loads(opened: Text) -> None:
    assert 'href="/loads/templates?lang=zh"' in opened("/loads?lang=zh")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_has_the_regions_of_the_site_s_country(
    client: Client, tmp_path: Path, lang: str
) -> None:
    answer = client.get(f"/loads/templates/pledges.xlsx?lang={lang}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="pledges-{lang}.xlsx"'
    book = openpyxl.load_workbook(BytesIO(answer.content))
    listed = {cell for row in book["goldthread-lists"].iter_rows(values_only=True) for cell in row}
    assert {"en": "CN-ZJ Zhejiang", "zh": "CN-ZJ 浙江"}[lang] in listed
    path = tmp_path / "p.xlsx"
    path.write_bytes(answer.content)
    with pytest.raises(ReadError, match="nothing was filled in"):
        read_with(registry.detect([path]), [path])


def test_a_template_that_is_not_there(opened: Text) -> None:
    assert "There is no template nothing." in opened("/loads/templates/nothing.xlsx", 404)


def test_an_unknown_parameter_is_refused(client: Client) -> None:
    assert client.get("/loads/templates?page=2").status_code == 400
    assert client.get("/loads/templates/pledges.xlsx?region=CN-ZJ").status_code == 400


def test_an_empty_register_offers_them_too(client: Client, tmp_path: Path, settings: Any) -> None:
    settings.GOLDTHREAD_HOME = tmp_path
    assert 'href="/loads/templates?lang=zh"' in client.get("/loads?lang=zh").content.decode()
    html = client.get("/loads/templates?lang=zh").content.decode()
    assert len(offered(html)) == 2 * len(spreadsheets.names())
    assert "ISO 3166-2代码" in html  # no country, no list
