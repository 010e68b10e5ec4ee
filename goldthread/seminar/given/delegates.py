"""Who is in a delegation: [{kind, name_en, name_zh, post_en, post_zh, person}].

Exactly one head; of members (the head is one of them) and of observers no more than the seminar
has places for; nobody twice. `person` is the key of somebody who works in the office.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread.offices.days import on
from goldthread.offices.models import Membership, Office, Person, Reach
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.given import reading
from goldthread.seminar.models import Delegate, Seminar
from goldthread.seminar.models.delegation import HEAD, MEMBER, OBSERVER
from goldthread.workflow.texts import Titles, say

WHAT: Titles = {"en": "delegate", "zh": "代表"}
NAME: Titles = {"en": "name", "zh": "姓名"}
POST: Titles = {"en": "post", "zh": "职务"}
KINDS = (HEAD, MEMBER, OBSERVER)
NAMES, POSTS = ("name_en", "name_zh"), ("post_en", "post_zh")
KEYS = frozenset({"kind", "person", *NAMES, *POSTS})
MOST = 200


@dataclass(frozen=True)
class GivenDelegate:
    """`person` is a key, or None for somebody without an account."""

    kind: str
    name_en: str
    name_zh: str
    post_en: str
    post_zh: str
    person: int | None = None

    @property
    def marks(self) -> frozenset[tuple[str, object]]:
        """By what two rows are seen to be the same person: the key, or a name, however spaced."""
        names = {("name", _plain(name)) for name in (self.name_en, self.name_zh) if name}
        return frozenset(names | ({("person", self.person)} if self.person else set()))


def read(given: object, seminar: Seminar, office: Office, day: date) -> tuple[GivenDelegate, ...]:
    rows = reading.rows(WHAT, given, KEYS, MOST)
    people = tuple(_one(number, row, office, day) for number, row in enumerate(rows, 1))
    _refuse_twice(people)
    _refuse_elsewhere(people, seminar, office)
    _refuse_heads(people)
    _refuse_too_many(people, seminar)
    return people


def _one(number: int, row: dict[str, Any], office: Office, day: date) -> GivenDelegate:
    kind = row.get("kind")
    if kind not in KINDS:
        reading.wrong(
            WHAT,
            number,
            "the kind must be {kinds}.",
            "类别须为{kinds}。",
            kinds=list(KINDS),
        )
    person = _person(number, row.get("person"), office, day)
    said = {name: reading.optional_text(WHAT, number, row.get(name), NAME, 200) for name in NAMES}
    if person is not None and not any(said.values()):
        said = {"name_en": person.name_en, "name_zh": person.name_zh}
    if not any(said.values()):
        reading.wrong(WHAT, number, "the name is blank; give it.", "姓名为空，请填写。")
    posts = {name: reading.optional_text(WHAT, number, row.get(name), POST, 200) for name in POSTS}
    return GivenDelegate(kind=str(kind), person=person.pk if person else None, **said, **posts)


def _person(number: int, given: object, office: Office, day: date) -> Person | None:
    """Somebody who works in the office or under it; of others not even the name is told."""
    if given is None or given == "":
        return None
    person = found(Person, str(given))
    under = Reach.objects.filter(on(day), ancestor=office).values("office_id")
    works = Membership.objects.filter(on(day), person=person, office__in=under)
    if person is None or not works.exists():
        reading.wrong(
            WHAT,
            number,
            "{person} is the key of nobody who works in the office {office}.",
            "单位{office}没有编号为{person}的人员。",
            person=str(given)[:20],
            office=office.code,
        )
    return person


def _refuse_twice(people: Sequence[GivenDelegate]) -> None:
    seen: dict[tuple[str, object], int] = {}
    for number, person in enumerate(people, 1):
        for mark in person.marks:
            if seen.setdefault(mark, number) != number:
                reading.wrong(
                    WHAT,
                    number,
                    "{name} stands in it already as number {first}; of two persons of one name "
                    "add to the names what tells them apart.",
                    "{name}已列为第{first}项；如系同名不同人，请在姓名后加注区别。",
                    name=person.name_en or person.name_zh,
                    first=seen[mark],
                )


def _refuse_elsewhere(people: Sequence[GivenDelegate], seminar: Seminar, office: Office) -> None:
    keys = {person.person: number for number, person in enumerate(people, 1) if person.person}
    rows = Delegate.objects.filter(
        person__in=keys, replaced_at=None, delegation__seminar=seminar
    ).exclude(delegation__office=office)
    row = rows.select_related("delegation__office").first()
    if row is not None:
        reading.wrong(
            WHAT,
            keys[row.person_id],
            "{name} is in the delegation of {office} already.",
            "{name}已在{office}代表团中。",
            name=str(row),
            office=row.delegation.office.code,
        )


def _refuse_heads(people: Sequence[GivenDelegate]) -> None:
    heads = sum(person.kind == HEAD for person in people)
    if heads != 1:
        raise PartRefused(
            say(
                "A delegation has exactly one head; {count} are named.",
                "代表团须有且仅有一名团长，现填报{count}名。",
                count=heads,
            )
        )


def _refuse_too_many(people: Sequence[GivenDelegate], seminar: Seminar) -> None:
    observers = sum(person.kind == OBSERVER for person in people)
    members = len(people) - observers
    if members > seminar.members or observers > seminar.observers:
        raise PartRefused(
            say(
                "A delegation may have {members} members, the head among them, and {observers} "
                "observers; {given} members and {watching} observers are named.",
                "代表团名额为代表{members}名（含团长）、列席{observers}名，"
                "现填报代表{given}名、列席{watching}名。",
                members=seminar.members,
                observers=seminar.observers,
                given=members,
                watching=observers,
            )
        )


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
