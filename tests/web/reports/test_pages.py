"""The pages of reports, evidence, extensions and notices: what each shows, and to whom."""

from datetime import date

import pytest

from tests.programme.reporting import TARGET, Reporting
from tests.web.conftest import words
from tests.web.reports.conftest import Reader

WHO = ("", "supervision", "protection", "prot_contributor", "zj_head", "js_head", "auditor")
WHO = (*WHO, "sysadmin", "planning")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_page_is_there_for_who_may_see_it_and_for_nobody_else(
    world: Reporting, read: Reader, lang: str
) -> None:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/3"}, targets=[TARGET])
    child = world.make_region(task, [TARGET | {"region": "CN-ZJ"}])
    world.until(date(2019, 4, 1))
    draft = world.report(child, "zj_contributor")
    march = world.report(child, "zj_contributor", date(2019, 3, 31))
    handed_in = world.submitted(march, "zj_head")
    evidence = world.linked(child, "zj_contributor")
    extension = world.extension(task, "protection", date(2019, 7, 31))
    world.until(date(2019, 5, 30))
    notice = world.notice(child)
    seen = {
        f"/reports/{draft.pk}": {"supervision", "zj_head"},
        f"/reports/{handed_in.pk}": {"supervision", "protection", "zj_head", "auditor"},
        f"/evidence/{evidence.pk}": {"supervision", "protection", "zj_head", "auditor"},
        f"/extensions/{extension.pk}": {"supervision", "protection", "auditor"},
        f"/notices/{notice.pk}": {"supervision", "protection", "zj_head", "auditor"},
        "/escalations": {"supervision"},
    }
    found = {
        page: {name for name in WHO if read(page, name, lang).status_code == 200} for page in seen
    }
    assert found == seen
    assert "12.50" in words(read(f"/reports/{handed_in.pk}", "zj_head", lang).content.decode())
