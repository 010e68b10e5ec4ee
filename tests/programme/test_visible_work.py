"""Who sees which reports, evidence, extensions and notices: the querysets against naive twins."""

from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from goldthread.offices.models import Membership, Office, Reach
from goldthread.programme.models import Evidence, Extension, KeyTask, ProgressReport
from goldthread.programme.models import SupervisionNotice as Notice
from goldthread.programme.queries import (
    evidence_visible_to,
    extensions_visible_to,
    notices_visible_to,
    reports_published,
    reports_visible_to,
)
from tests.programme.reporting import Reporting

pytestmark = pytest.mark.django_db

DAY = date(2019, 3, 1)
ROLES = (
    "issuer",
    "supervision",
    "supervision_head",
    "planning",
    "statistician",
    "national_department",
    "provincial_head",
    "provincial_coordinator",
    "contributor",
    "secretariat",
    "delegate",
    "press",
    "auditor",
    "system_administrator",
)
OFFICES = ("CNIPA", "CNIPA-PROT", "CNIPA-UTIL", "CNIPA-LAW", "AMR-ZJ", "IPO-ZJ", "IPO-JS")
SPAN = {
    "holds": (date(2019, 1, 1), None),
    "last day": (date(2019, 1, 1), date(2019, 3, 2)),
    "ended yesterday": (date(2019, 1, 1), DAY),
    "begins tomorrow": (date(2019, 3, 2), None),
}
SEATS = st.lists(
    st.tuples(st.sampled_from(ROLES), st.sampled_from(OFFICES), st.sampled_from(sorted(SPAN))),
    max_size=3,
)


class Twin:
    """The matrix, row by row and in plain words, with no query that knows of it."""

    def __init__(self, user: Any) -> None:
        rows = Membership.objects.filter(person__user=user).select_related("office")
        held = [m for m in rows if m.starts <= DAY and (m.ends is None or m.ends > DAY)]
        self.roles = {m.role for m in held}
        self._own = {role: self._under([m for m in held if m.role == role]) for role in self.roles}

    def _under(self, held: list[Membership]) -> set[int]:
        return {
            r.office_id
            for r in Reach.objects.all()
            for m in held
            if r.ancestor_id == m.office_id and r.starts <= DAY and (not r.ends or r.ends > DAY)
        }

    def own(self, office: Office | None, *roles: str) -> bool:
        return office is not None and any(office.pk in self._own.get(r, set()) for r in roles)

    def department(self, task: KeyTask | None) -> bool:
        if task is None:
            return False
        mine = self.own(task.lead, "national_department") or any(
            self.own(s.office, "national_department") for s in task.supports.all()
        )
        return mine or self.department(task.parent)

    def report(self, row: ProgressReport) -> bool:
        unit = ("contributor", "provincial_coordinator", "provincial_head", "national_department")
        if self.roles & {"supervision", "supervision_head", "statistician"}:
            return True
        if self.own(row.office, *unit):
            return True
        if row.state in ("draft", "signed"):
            return False
        lead = self.own(row.task.lead, *unit[1:])
        return bool(self.roles & {"issuer", "auditor"}) or lead or self.department(row.task)

    def evidence(self, row: Evidence) -> bool:
        unit = ("contributor", "provincial_coordinator", "provincial_head", "national_department")
        everywhere = {"supervision", "supervision_head", "statistician", "auditor"}
        return (
            bool(self.roles & everywhere)
            or self.own(row.office, *unit)
            or self.own(row.task.lead, *unit[1:])
            or self.department(row.task)
        )

    def followed(self, row: Extension | Notice) -> bool:
        unit = ("provincial_coordinator", "provincial_head", "national_department")
        everywhere = {"supervision", "supervision_head", "issuer", "auditor"}
        return (
            bool(self.roles & everywhere)
            or self.own(row.task.lead, *unit)
            or self.department(row.task)
        )


@pytest.fixture
def filled(world: Reporting) -> Reporting:
    """Reports in several states of lead, supporting unit and region; evidence; what follows up."""
    task = world.task("received", supports={"CNIPA-UTIL": "1/4"})
    world.act(task, "work", "protection")
    region = world.assignment(world.task("assigned", lead="CNIPA-LAW"), "IPO-ZJ", "in_progress")
    js = world.assignment(task, "IPO-JS", "in_progress")
    world.until(DAY)
    world.report(task)
    world.submitted(world.report(task, "util_contributor", office="CNIPA-UTIL"), "utilisation")
    world.accepted(world.report(region, "zj_contributor"), "zj_head")
    world.signed(world.report(js, "js_coordinator"), "js_head")
    world.file(task)
    world.file(task, "util_contributor", office="CNIPA-UTIL")
    world.linked(region, "zj_contributor")
    world.extension(task, "protection", date(2019, 9, 30))
    world.until(date(2019, 4, 1))
    world.notice(region)
    return world


def test_the_querysets_agree_with_the_matrix_told_plainly(filled: Reporting) -> None:
    numbers = iter(range(10_000))

    @settings(max_examples=60, deadline=None, phases=[Phase.generate])
    @given(SEATS)
    def agree(seats: list[tuple[str, str, str]]) -> None:
        user = filled.hire(f"somebody{next(numbers)}", "delegate", "IPO-XPCC")
        for (role, office), span in {(role, office): span for role, office, span in seats}.items():
            starts, ends = SPAN[span]
            seat = Office.objects.get(code=office)
            Membership.objects.create(
                person=user.person, office=seat, role=role, starts=starts, ends=ends
            )
        twin = Twin(user)
        for model, visible, sees in (
            (ProgressReport, reports_visible_to, twin.report),
            (Evidence, evidence_visible_to, twin.evidence),
            (Extension, extensions_visible_to, twin.followed),
            (Notice, notices_visible_to, twin.followed),
        ):
            found = [row.pk for row in visible(user, DAY).order_by("pk")]
            assert found == [r.pk for r in model.objects.order_by("pk") if sees(r)]

    agree()


def test_who_sees_what_by_name(filled: Reporting) -> None:
    def seen(name: str) -> tuple[int, int, int, int]:
        user = filled[name]
        return (
            reports_visible_to(user, DAY).count(),
            evidence_visible_to(user, DAY).count(),
            extensions_visible_to(user, DAY).count(),
            notices_visible_to(user, DAY).count(),
        )

    assert {name: seen(name) for name in filled.users if name in EXPECTED} == EXPECTED


EXPECTED = {
    "issuer": (2, 0, 1, 1),
    "supervision": (4, 3, 1, 1),
    "planning": (0, 0, 0, 0),
    "statistician": (4, 3, 0, 0),
    "protection": (2, 2, 1, 0),
    "utilisation": (1, 2, 1, 0),
    "law": (1, 1, 0, 1),
    "zj_head": (1, 1, 0, 1),
    "zj_contributor": (1, 1, 0, 0),
    "js_coordinator": (1, 0, 0, 0),
    "secretariat": (0, 0, 0, 0),
    "delegate": (0, 0, 0, 0),
    "press": (0, 0, 0, 0),
    "auditor": (2, 3, 1, 1),
    "sysadmin": (0, 0, 0, 0),
}


def test_the_public_reads_accepted_main_reports_of_national_tasks_only(filled: Reporting) -> None:
    assert not reports_published().exists()
    task = filled.task("in_progress")
    filled.until(date(2019, 4, 30))
    report = filled.accepted(filled.report(task, end=date(2019, 4, 30)))
    assert list(reports_published()) == [report]
