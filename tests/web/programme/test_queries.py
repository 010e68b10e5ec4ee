"""Every list of the work asks the ledger as often for three rows as for one.

As a coordinator of one region, who sees the own region's part only: a right must not cost a query a
row. The one national task of more rows is supported by the region, so that it is among them.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldthread.programme.models import Measure
from tests.programme.building import MILESTONES, World

COORDINATOR = "zj_coordinator"


def asked(world: World, page: str) -> int:
    """How many queries the page costs once the session is there and what is kept is kept."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(world[COORDINATOR])
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
            assert answer.status_code == 200, page
            if answer.streaming:
                list(answer)
    return len(queries)


def furnished(world: World, copies: int) -> None:
    """One or three of everything that a list shows."""
    tasks = [world.task("in_progress", supports={"IPO-ZJ": "1/3"}) for _ in range(copies)]
    for parent in tasks:
        world.assignment(parent, state="in_progress")
    for number in range(1, copies):
        world.new_measure(number + 1)
        world.new_requirement(str(number + 1))
        world.new_document(f"plan-{number}")
        first = date(2019 + number, 1, 1)
        world.new_cycle(f"{first.year}", starts=first, ends=first + timedelta(days=300))


@pytest.mark.parametrize("copies", [1, 3])
def test_lists_of_objects(world: World, copies: int) -> None:
    pages = {
        "cycles": "/cycles",
        "cycle": "/cycles/2019-H1",
        "source": "/sources/outline-2019",
        "ledger": "/ledger",
        "ledger in a structure": "/ledger?structure=day&day=2019-06-01",
        "ledger as a file": "/ledger.csv?cycle=2019-H1",
    }
    furnished(world, copies)
    counted = {name: asked(world, page) for name, page in pages.items()}
    assert counted == {
        "cycles": 10,
        "cycle": 21,
        "source": 19,
        "ledger": 17,
        "ledger in a structure": 18,
        "ledger as a file": 10,
    }


@pytest.mark.parametrize("copies", [1, 3])
def test_where_the_work_comes_from(world: World, copies: int) -> None:
    """Documents; a measure with its tasks, one in consultation with what it answers and what was
    said of it; a requirement with the measures that answer it."""
    furnished(world, copies)
    rows = [world.new_requirement(f"9.{number}") for number in range(copies)]
    measure = world.make(
        Measure(),
        "draft",
        "planning",
        cycle=world.cycle.pk,
        number=9,
        line_of_work="protection",
        title_en="Measure 9",
        department="CNIPA-PROT",
        requirements=[row.pk for row in rows],
    )
    world.act(measure, "consult", "planning", until=world.at.date())
    for number in range(copies):
        world.act(measure, "comment", "zj_coordinator", text=f"Word {number}")
    assert {
        "sources": asked(world, "/sources"),
        "measure": asked(world, f"/measures/{world.measure.pk}"),
        "consulted": asked(world, f"/measures/{measure.pk}"),
        "requirement": asked(world, f"/requirements/{world.requirement.pk}"),
    } == {"sources": 8, "measure": 26, "consulted": 29, "requirement": 16}


@pytest.mark.parametrize("copies", [1, 3])
def test_the_lists_on_the_page_of_a_task(world: World, copies: int) -> None:
    """Its milestones and criteria, units, files and assignments."""
    units = ("IPO-ZJ", "CNIPA-UTIL", "CNIPA-LAW")[:copies]
    task = world.task(
        "in_progress",
        supports=dict.fromkeys(units, "1/8"),
        milestones=[MILESTONES[1] | {"title": f"{number}"} for number in range(copies)],
    )
    children = [
        world.assignment(task, office) for office in ("IPO-ZJ", "IPO-JS", "IPO-AH")[:copies]
    ]
    for _ in range(copies):
        world.uploaded(task, "protection")
    assert {
        "task": asked(world, f"/tasks/{task.pk}"),
        "assignment": asked(world, f"/tasks/{children[0].pk}"),
    } == {"task": 57, "assignment": 52}
