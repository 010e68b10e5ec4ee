"""One digest for one person: what is due first, then the notices by object and kind, newest first.

It is counted in the database and only what is shown is described: a digest of 2,000 notices costs
what one of 50 costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, QuerySet

from goldthread.offices.days import day_of
from goldthread.offices.models import Delivery, Mail, Person
from goldthread.offices.post import describe, due
from goldthread.offices.post.texts import counted, text
from goldthread.offices.post.wishes import wished
from goldthread.workflow.registry import NOTICES
from goldthread.workflow.texts import Titles

MOST_OBJECTS = 30
MOST_DUE = 20
LONGEST_TITLE = 100
LONGEST_NAME = 60


@dataclass(frozen=True)
class Line:
    """Notices of one kind about one object."""

    kind: Titles
    level: str
    count: int
    latest: datetime


@dataclass(frozen=True)
class Group:
    """One object's lines, newest first; `address` is its path on the site, or empty."""

    title: str
    address: str
    latest: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Digest:
    """`count` notices about `objects` objects; `groups` shows the newest of them."""

    name: str
    language: str
    rhythm: str
    day: date
    count: int
    objects: int
    dues: tuple[due.Due, ...]
    groups: tuple[Group, ...]

    @property
    def not_shown(self) -> int:
        """Notices about objects that are only counted."""
        return self.count - sum(line.count for group in self.groups for line in group.lines)

    @property
    def subject(self) -> str:
        lang = self.language
        title = clipped(self.groups[0].title, LONGEST_TITLE) if self.groups else ""
        count = counted(self.count, lang)
        if self.objects < 2:
            return text("subject", lang, count=count, title=title)
        others = self.objects - 1
        return text("subject_more", lang, count=count, title=title, others=others, all=self.objects)


def digest_of(person: Person, moment: datetime) -> Digest:
    """What waits for the person at the moment."""
    return _digest(person, waiting(person, moment), moment)


def digest_in(mail: Mail, moment: datetime) -> Digest:
    """What a mail that is not sent yet carries, as it is to be told at the moment."""
    return _digest(mail.person, Delivery.objects.filter(mail=mail), moment)


def waiting(person: Person, moment: datetime) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(
        person=person, mail=None, settled_at=None, created_at__lte=moment
    )


def _digest(person: Person, rows: "QuerySet[Delivery]", moment: datetime) -> Digest:
    wish = wished(person)
    day = day_of(moment)
    counts = list(_counts(rows))
    refs = list(dict.fromkeys(_ref(row) for row in counts))
    shown = refs[:MOST_OBJECTS]
    titles = describe.described(shown, person.user or AnonymousUser())
    return Digest(
        name=clipped(person.name_zh if wish.language == "zh" else person.name_en, LONGEST_NAME),
        language=wish.language,
        rhythm=wish.rhythm,
        day=day,
        count=sum(row["count"] for row in counts),
        objects=len(refs),
        dues=tuple(due.due_for(person, day)),
        groups=tuple(_group(titles[ref], ref, counts, wish.language) for ref in shown),
    )


def _counts(rows: "QuerySet[Delivery]") -> "QuerySet[Any]":
    named = rows.values("notice__object_type", "notice__object_id", "notice__kind", "notice__level")
    counts = named.annotate(count=Count("pk"), latest=Max("created_at"), last=Max("pk"))
    return counts.order_by("-latest", "-last")


def _ref(row: dict[str, Any]) -> describe.Ref:
    return row["notice__object_type"], row["notice__object_id"]


def _group(
    told: describe.Described, ref: describe.Ref, counts: Sequence[dict[str, Any]], lang: str
) -> Group:
    lines = tuple(_line(row) for row in counts if _ref(row) == ref)
    title = clipped(told.title(lang), LONGEST_TITLE * 3)
    return Group(title, told.address, lines[0].latest, lines)


def _line(row: dict[str, Any]) -> Line:
    return Line(kind_titles(row["notice__kind"]), row["notice__level"], row["count"], row["latest"])


def kind_titles(kind: str) -> Titles:
    """A kind that an older program registered is told by its name."""
    return NOTICES.get(kind).titles if kind in NOTICES else {"en": kind, "zh": kind}


def clipped(given: str, most: int) -> str:
    """On one line, without what could end a header, and no longer than `most` characters."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in given).split())
    return clean if len(clean) <= most else clean[: most - 1] + "…"
