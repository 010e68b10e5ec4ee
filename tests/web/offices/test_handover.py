"""The handover sheet: a page to print, and a Word file that another program opens."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from tests.offices.building import staffed
from tests.web.conftest import words
from tests.web.furnished import drafted, signed_in

pytestmark = pytest.mark.usefixtures("office_ledger")
SHEET = "/reforms/cn-2018-national/handover/SAIC/CNIPA"


def test_the_page_lists_what_is_handed_over_and_who_signs() -> None:
    page = words(signed_in("", "zh").get(SHEET).content.decode())
    assert "移交单位 国家工商行政管理总局 SAIC" in page or "移交单位 工商总局 SAIC" in page
    assert "1 商标（CN） 全部" in page
    assert page.count("签字：") == 2


def test_the_file_holds_the_same_and_is_the_same_each_time() -> None:
    client = signed_in("", "zh")
    first, second = (client.get(SHEET + ".docx").content for _ in range(2))
    assert first == second
    made = docx.Document(BytesIO(first))
    facts, things, signatures = ([[c.text for c in r.cells] for r in t.rows] for t in made.tables)
    assert facts[0] == ["机构改革", "2018年国务院机构改革"]
    assert facts[2] == ["生效日", "2018年4月10日"]
    assert things == [["序号", "移交事项", "比例"], ["1", "商标（CN）", "全部"]]
    assert signatures[0] == ["移交单位", "接收单位"]


def test_a_pair_that_hands_nothing_over_has_no_sheet() -> None:
    for suffix in ("", ".docx"):
        answer = signed_in("").get(f"/reforms/cn-2018-national/handover/CFDA/CNIPA{suffix}")
        assert answer.status_code == 404


def test_each_sheet_of_a_rehearsal_can_be_opened() -> None:
    staffed("secretariat", "CNIPA-HR", name="li")
    act = drafted()
    client = signed_in("planner")
    html = client.get(f"/reforms/{act.key}/rehearsal").content.decode()
    [sheet] = re.findall(r'href="([^"]+/handover/[^"]+)"', html)
    assert sheet == "/reforms/services/handover/CNIPA-HR/CNIPA-SP"
    assert "li: secretariat" in words(client.get(sheet).content.decode())


def test_another_program_prints_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt install libreoffice-writer-nogui")
    (tmp_path / "sheet.docx").write_bytes(signed_in("", "zh").get(SHEET + ".docx").content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "sheet.docx")
    subprocess.run(
        [office, profile, *convert], cwd=tmp_path, check=True, capture_output=True, timeout=120
    )
    [page] = PdfReader(tmp_path / "sheet.pdf").pages
    text = page.extract_text()
    assert [part in text for part in ("交接单", "商标（CN）", "签字：", "第 1 页，共 1 页")] == [
        True
    ] * 4
