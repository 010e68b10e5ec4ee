"""The people of the demo: named by role and office only, each with an account."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model

from goldthread.offices import actions
from goldthread.offices.codelists import roles
from goldthread.offices.queries import structure
from goldthread.web.accounts.demo import admit
from goldthread.workflow.occasion import SystemActor

SETUP = SystemActor("setup")
HIRED = datetime(2018, 6, 1, 9, tzinfo=UTC)
STARTS, REFORMED = date(2018, 6, 1), date(2019, 1, 1)
NATIONAL = (
    ("issuer", "issuer", "CNIPA"),
    ("supervision", "supervision", "CNIPA-GO"),
    ("supervision-head", "supervision_head", "CNIPA-GO"),
    ("verifier", "supervision", "CNIPA-HR"),
    ("planning", "planning", "CNIPA"),
    ("statistician", "statistician", "CNIPA-GO"),
    ("secretariat", "secretariat", "CNIPA-GO"),
    ("press", "press", "CNIPA-GO"),
    ("auditor", "auditor", "SAMR"),
    ("administrator", "system_administrator", "CNIPA-GO"),
)
"""An account's name, its role, and the office in which it is held."""

OPEN_REGIONS = ("ZJ", "JS", "GD", "SC", "XPCC")
"""Regions whose people visitors may sign in as."""


class Cast:
    """Users by account name; `head(office)` and `coordinator(office)` find who answers for one."""

    def __init__(self) -> None:
        self._users: dict[str, Any] = {}

    @classmethod
    def of_ledger(cls) -> "Cast":
        """Those hired before, by another process."""
        found = cls()
        users = get_user_model()._default_manager.all()
        found._users = {user.get_username(): user for user in users}
        return found

    def __getitem__(self, name: str) -> Any:
        return self._users[name]

    def hire_all(self) -> None:
        day = date(2019, 1, 2)
        tree = structure(day)
        for name, role, code in NATIONAL:
            self._hire(name, role, code, tree.offices[code].short_names, visitors=True)
        for office in tree.offices.values():
            if office.kind == "department":
                name = f"{office.code.lower()}-director"
                starts = max(STARTS, self._first_day(office.code))
                self._hire(
                    name, "national_department", office.code, office.short_names, starts, True
                )
            elif office.kind == "provincial":
                self._hire_region(office.code, office.short_names)

    def _hire_region(self, code: str, names: Mapping[str, str]) -> None:
        region = code.removeprefix("IPO-")
        visitors = region in OPEN_REGIONS
        people = ["provincial_head", "provincial_coordinator"]
        people += ["contributor", "delegate"] if visitors else []
        for role in people:
            name = f"{region.lower()}-{role.removeprefix('provincial_')}"
            self._hire(name, role, code, names, visitors=visitors)

    def head(self, office: str) -> Any:
        if office.startswith("IPO-"):
            return self[f"{office.removeprefix('IPO-').lower()}-head"]
        return self[f"{office.lower()}-director"]

    def coordinator(self, office: str) -> Any:
        """Who writes the reports of an office; another than its head where there is one."""
        if office.startswith("IPO-"):
            return self[f"{office.removeprefix('IPO-').lower()}-coordinator"]
        return self[f"{office.lower()}-writer"]

    def has_delegate(self, office: str) -> bool:
        return office.removeprefix("IPO-") in OPEN_REGIONS

    def delegate(self, office: str) -> Any:
        return self[f"{office.removeprefix('IPO-').lower()}-delegate"]

    def bureau_head(self, office: str) -> Any:
        """The head of an office that the reform abolished; the role ends with it."""
        name = f"{office.lower()}-head"
        if name not in self._users:
            names = structure(STARTS).offices[office].short_names
            self._users[name] = self._person(
                name, "provincial_head", office, names, STARTS, REFORMED
            )
        return self._users[name]

    @staticmethod
    def _first_day(code: str) -> date:
        from goldthread.offices.models import Office

        starts: date = Office.objects.values_list("starts", flat=True).get(code=code)
        return starts

    def _hire(
        self,
        name: str,
        role: str,
        office: str,
        names: Mapping[str, str],
        starts: date = STARTS,
        visitors: bool = False,
    ) -> None:
        self._users[name] = self._person(name, role, office, names, starts)
        if visitors:
            admit(self._users[name])
        if role == "national_department":
            writer = f"{office.lower()}-writer"
            self._users[writer] = self._person(writer, "contributor", office, names, starts)

    @staticmethod
    def _person(
        name: str,
        role: str,
        office: str,
        names: Mapping[str, str],
        starts: date,
        ends: date | None = None,
    ) -> Any:
        titles = roles()[role].titles
        user = get_user_model()._default_manager.create(username=name)
        person = actions.register_person(
            actor=SETUP,
            name_en=f"{names['en']}, {titles['en']}",
            name_zh=f"{names['zh']}{titles['zh']}",
            at=HIRED,
        )
        actions.connect_account(person=person, actor=SETUP, expected_version=1, user=user, at=HIRED)
        actions.grant_role(
            person=person,
            actor=SETUP,
            expected_version=2,
            office=office,
            role=role,
            starts=starts,
            ends=ends,
            at=HIRED,
        )
        return user
