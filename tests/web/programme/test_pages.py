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


def test_a_draft_task_is_seen_by_those_who_plan_and_nobody_else(world: World, read: Reader) -> None:
    draft = world.draft(title_en="Secret plan", title_zh="未公开事项")
    seen = {
        name: (
            read(f"/tasks/{draft.pk}", name).status_code,
            "Secret plan" in read("/ledger?cycle=2019-H1", name).content.decode(),
            "Secret plan" in b"".join(read("/ledger.csv", name)).decode(),
        )
        for name in ("planning", "protection", "zj_head", "press", "sysadmin", "")
    }
    there, hidden = (200, True, True), (404, False, False)
    others = ("protection", "zj_head", "press", "sysadmin", "")
    assert seen == {"planning": there} | dict.fromkeys(others, hidden)


def test_a_filter_that_cannot_be_is_said(world: World, read: Reader) -> None:
    answer = read("/ledger?cycle=2031-H1", "supervision")
    assert answer.status_code == 400
    assert "2031-H1" in answer.content.decode()
    assert read("/ledger?state=overdue", "supervision").status_code == 400


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("IPO-ZJ", ["2019-H1-001-ZJ"]),
        ("浙江省知识产权局", ["2019-H1-001-ZJ"]),
        ("zhejiang ipo", ["2019-H1-001-ZJ"]),
        ("国知局", []),
        ("SAIC", []),  # ceased in 2018; what it led is asked for by its code
    ],
)
def test_a_unit_is_asked_for_by_code_or_name(
    world: World, read: Reader, typed: str, rows: list[str]
) -> None:
    task = world.task("assigned")
    for office in ("IPO-ZJ", "IPO-JS"):
        world.assignment(task, office)
    lines = b"".join(read(f"/ledger.csv?office={typed}", "supervision")).decode().splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == rows


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "No unit has this code or name: choose one of the list."),
        ("zh", "没有此代码或名称的单位，请从列表中选择。"),
    ],
)
def test_a_unit_that_is_none_is_said(world: World, read: Reader, lang: str, said: str) -> None:
    answer = read("/ledger?office=IPO-XX", "supervision", lang)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_the_ledger_in_another_structure_names_who_took_over(world: World, read: Reader) -> None:
    world.task("assigned", lead="CNIPA-PROT")
    as_it_was = read("/ledger?cycle=2019-H1", "supervision").content.decode()
    before = read("/ledger?cycle=2019-H1&structure=day&day=2018-01-01", "supervision")
    assert "Intellectual Property Protection Department" in as_it_was
    assert "Protection Coordination Department" in before.content.decode()


EARLY = [{"title": "Rules issued", "due": "2019-04-30", "criteria": ["issued"]}]


def test_the_page_of_a_task_tells_days_late_in_words(world: World, read: Reader) -> None:
    task = world.task("in_progress", due="2019-05-31", milestones=EARLY)
    assert "3 days late" in read(f"/tasks/{task.pk}", "supervision").content.decode()
    assert "逾期3天" in read(f"/tasks/{task.pk}", "supervision", "zh").content.decode()


def test_a_task_is_assigned_to_a_region_from_its_page(world: World, read: Reader) -> None:
    task = world.task("assigned")
    page = read(f"/tasks/{task.pk}", "supervision").content.decode()
    assert f"/act/key_task/new/pass_on?parent={task.pk}" in page
    assert (
        "/act/key_task/new/pass_on" not in read(f"/tasks/{task.pk}", "protection").content.decode()
    )
    form = read(f"/act/key_task/new/pass_on?parent={task.pk}", "supervision")
    assert form.status_code == 200
    assert f'<option value="{task.pk}" selected>' in form.content.decode()


def test_the_public_reads_what_is_published_and_not_how_it_came_about(
    world: World, read: Reader
) -> None:
    measure = world.new_measure(2, issued=False)
    world.act(measure, "consult", "planning", until=world.at.date())
    world.act(measure, "comment", "zj_head", text="A word for the office only")
    for action, by in (("approve", "issuer"), ("issue", "issuer")):
        world.act(measure, action, by)
    address = f"/measures/{measure.pk}"
    inside, public = (read(address, name).content.decode() for name in ("zj_head", ""))
    for said in ("A word for the office only", "zj_head"):
        assert (said in inside, said in public) == (True, False)
    assert "What I cannot do and why" not in public
    assert "A word for the office only" not in read(f"/act/measure/{measure.pk}").content.decode()
