"""The pages of the work: what each shows, to whom, in both languages."""

import pytest

from tests.programme.building import World
from tests.web.programme.conftest import Reader


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["", "planning", "protection", "zj_head", "auditor", "sysadmin"])
def test_every_page_is_there_for_who_may_see_it(
    world: World, read: Reader, lang: str, name: str
) -> None:
    task = world.task("in_progress", supports={"IPO-ZJ": "1/3"})
    child = world.assignment(task, state="received")
    pages = {
        "/cycles": 200,
        "/cycles/2019-H1": 200,
        "/sources": 200,
        "/sources/outline-2019": 200,
        f"/requirements/{world.requirement.pk}": 200,
        f"/measures/{world.measure.pk}": 200,
        "/ledger": 200,
        "/ledger.csv": 200,
        "/ledger?cycle=2019-H1&level=assignments&timing=ahead&structure=today": 200,
        f"/tasks/{task.pk}": 404 if name in ("", "sysadmin") else 200,
        f"/tasks/{child.pk}": 404 if name in ("", "sysadmin") else 200,
    }
    assert {page: read(page, name, lang).status_code for page in pages} == pages
