"""Every reading of this part. A right is asked of a day; who holds nothing sees nothing."""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldthread.offices import planning, remembered
from goldthread.offices.days import day_of, on
from goldthread.offices.lineage import Event, Lineage
from goldthread.offices.models import (
    FunctionHolding,
    Mail,
    Membership,
    Office,
    OfficeVersion,
    ParentEdge,
    Person,
    Reach,
    Reform,
    RegionDuty,
    Succession,
)
from goldthread.offices.post.reading import changed_since as changed_since
from goldthread.offices.post.reading import notices_of as notices_of
from goldthread.offices.post.reading import told as told
from goldthread.offices.post.reading import unread_count as unread_count
from goldthread.offices.reforms.plan import Link
from goldthread.offices.rehearsal import Rehearsal, rehearsed
from goldthread.offices.remembered import remembering as remembering
from goldthread.offices.structure import OfficeOn, Structure
from goldthread.workflow import clock
from goldthread.workflow.models import JobRun

READERS_OF_ACTS = (
    "issuer",
    "supervision",
    "supervision_head",
    "planning",
    "statistician",
    "national_department",
    "provincial_head",
    "provincial_coordinator",
    "auditor",
)
PUBLISHED_ACTS = ("enacted", "in_effect")
READERS_OF_ACCOUNTS = ("auditor", "system_administrator")
HEADS = ("provincial_head", "provincial_coordinator")


def structure(day: date) -> Structure:
    """The tree of a day: four queries."""
    versions = OfficeVersion.objects.filter(on(day)).select_related("office")
    parents = dict(ParentEdge.objects.filter(on(day)).values_list("office_id", "parent__code"))
    functions = _grouped(
        FunctionHolding.objects.filter(on(day)).values_list("office_id", "function", "territory")
    )
    regions = _grouped(RegionDuty.objects.filter(on(day)).values_list("office_id", "region"))
    offices = {}
    for row in versions.order_by("office__code"):
        pairs = tuple(
            (function, territory) for function, territory in functions.get(row.office_id, ())
        )
        own = tuple(region for (region,) in regions.get(row.office_id, ()))
        offices[row.office.code] = _office_on(row, parents.get(row.office_id), pairs, own)
    return Structure(day, offices)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[str, ...]]]:
    found: dict[int, list[tuple[str, ...]]] = {}
    for office, *rest in sorted(rows):
        found.setdefault(office, []).append(tuple(rest))
    return found


def _office_on(
    row: OfficeVersion,
    parent: str | None,
    functions: tuple[tuple[str, str], ...],
    regions: tuple[str, ...],
) -> OfficeOn:
    return OfficeOn(
        id=row.office_id,
        code=row.office.code,
        kind=row.kind,
        names={"en": row.name_en, "zh": row.name_zh},
        short_names={"en": row.short_en, "zh": row.short_zh},
        also={"en": row.also_en, "zh": row.also_zh},
        parent=parent,
        functions=functions,
        regions=regions,
    )


def lineage() -> Lineage:
    """Everything that enacted acts passed on: one query."""
    rows = Succession.objects.select_related("change", "predecessor", "successor")
    rows = rows.order_by("change__day", "change_id", "id")
    events: dict[int, tuple[date, list[Link]]] = {}
    for row in rows:
        events.setdefault(row.change_id, (row.change.day, []))[1].append(_link(row))
    return Lineage(tuple(Event(day, tuple(links)) for day, links in events.values()))


def _link(row: Succession) -> Link:
    return Link(
        row.predecessor.code,
        row.successor.code,
        Fraction(row.share_n, row.share_d),
        Fraction(row.back_n, row.back_d) if row.back_n is not None else None,
        row.function,
        row.territory,
    )


def rehearse(reform: Reform) -> Rehearsal:
    """What the act touches as things stand now; `ActRefused` where it cannot be.

    Of an act that was enacted: what it touched, as things stood without it.
    """
    using = reform._state.db or "default"
    enacted = reform.state in PUBLISHED_ACTS
    plan = planning.plan_as_enacted if enacted else planning.plan_of
    return rehearsed(plan(reform, using), using)


def roles_on(person: Person, day: date) -> frozenset[tuple[str, str]]:
    """Pairs of role and office code that the person holds on the day."""
    rows = Membership.objects.filter(on(day), person=person)
    return frozenset(rows.values_list("role", "office__code"))


def memberships_of(user: Any, day: date) -> "QuerySet[Membership]":
    """What gives a signed-in user rights on a day: deny by default, and to accounts closed."""
    key = getattr(user, "pk", None)
    if not isinstance(key, int):
        return Membership.objects.none()
    return Membership.objects.filter(on(day), person__user_id=key, person__user__is_active=True)


def roles_of(user: Any, day: date) -> frozenset[str]:
    """The roles of a user on a day; read once within `remembering`."""
    known = remembered.ROLES.get()
    key = (getattr(user, "pk", None), day)
    if known is not None and key in known:
        return known[key]
    found = frozenset(memberships_of(user, day).values_list("role", flat=True))
    if known is not None:
        known[key] = found
    return found


def holds(user: Any, role: str, day: date, *, over: str | None = None) -> bool:
    """Has the user the role on the day; `over`: in an office that this one is or stands under."""
    if role not in roles_of(user, day):
        return False
    if over is None:
        return True
    known = remembered.HELD.get()
    key = (getattr(user, "pk", None), role, day, over)
    if known is not None and key in known:
        return known[key]
    rows = Reach.objects.filter(in_scope(user, day, (role,)), office__code=over)
    found: bool = rows.exists()
    if known is not None:
        known[key] = found
    return found


def in_scope(user: Any, day: date, roles: Iterable[str], office: str = "office") -> Q:
    """Rows whose office is the user's own unit in one of the roles, or stands under it, on the day.

    One indexed join for any queryset: `Task.objects.filter(in_scope(user, day, roles, "lead"))`.
    """
    own = memberships_of(user, day).filter(role__in=tuple(roles)).values("office_id")
    under = Reach.objects.filter(on(day), ancestor_id__in=own, office_id=OuterRef(f"{office}_id"))
    return Q(Exists(under))


def scope_of(user: Any, day: date, roles: Iterable[str]) -> frozenset[int]:
    """The keys of the same offices, for what is not a queryset."""
    own = memberships_of(user, day).filter(role__in=tuple(roles)).values("office_id")
    rows = Reach.objects.filter(on(day), ancestor_id__in=own)
    return frozenset(rows.values_list("office_id", flat=True))


def people_in(offices: Iterable[int | str], roles: Iterable[str], day: date) -> tuple[str, ...]:
    """Keys, as text, of the persons who hold one of the roles in one of the offices on the day.

    An office is given by its key or its code. What a notice's audience gives; one query, and the
    same again within `remembering` none. Accounts that are switched off are left out.
    """
    named, wanted = tuple(offices), tuple(roles)
    known = remembered.PEOPLE.get()
    key = (named, wanted, day)
    if known is not None and key in known:
        return known[key]
    found = _people_in(named, wanted, day)
    if known is not None:
        known[key] = found
    return found


def _people_in(named: tuple[int | str, ...], roles: tuple[str, ...], day: date) -> tuple[str, ...]:
    keys = [office for office in named if isinstance(office, int)]
    codes = [office for office in named if isinstance(office, str)]
    rows = Membership.objects.filter(
        on(day), Q(office_id__in=keys) | Q(office__code__in=codes), role__in=roles
    ).exclude(person__user__is_active=False)
    found = rows.order_by("person_id").values_list("person_id", flat=True).distinct()
    return tuple(str(key) for key in found)


def offices_visible_to(user: Any, on: date | None = None) -> "QuerySet[Office]":  # noqa: ARG001
    """The structure is public: only enacted acts write it."""
    return Office.objects.all()


def reforms_visible_to(user: Any, on: date | None = None) -> "QuerySet[Reform]":
    """Enacted acts are published; drafts are for those whom the matrix names."""
    readers = memberships_of(user, on or _today()).filter(role__in=READERS_OF_ACTS)
    return Reform.objects.filter(Q(state__in=PUBLISHED_ACTS) | Q(Exists(readers)))


def memberships_visible_to(user: Any, on: date | None = None) -> "QuerySet[Membership]":
    """One's own, those in the own unit for its heads, all for auditor and administrator."""
    return Membership.objects.filter(_accounts(user, on or _today(), "person__user_id", ""))


def people_visible_to(user: Any, on: date | None = None) -> "QuerySet[Person]":
    """Oneself, and whoever has a membership that one sees."""
    day = on or _today()
    seen = memberships_visible_to(user, day).filter(person_id=OuterRef("pk"))
    everybody = memberships_of(user, day).filter(role__in=READERS_OF_ACCOUNTS)
    return Person.objects.filter(Q(Exists(seen)) | Q(Exists(everybody)) | _own(user, "user_id"))


def _accounts(user: Any, day: date, own: str, prefix: str) -> Q:
    everybody = memberships_of(user, day).filter(role__in=READERS_OF_ACCOUNTS)
    return _own(user, own) | Q(Exists(everybody)) | in_scope(user, day, HEADS, f"{prefix}office")


def _own(user: Any, field: str) -> Q:
    key = getattr(user, "pk", None)
    active = isinstance(key, int) and getattr(user, "is_active", False)
    return Q(**{field: key}) if active else Q(pk__in=())


def offices_named_on(day: date) -> "QuerySet[OfficeVersion]":
    return OfficeVersion.objects.filter(on(day)).select_related("office").order_by("office__code")


def due_to_take_effect(moment: datetime) -> "QuerySet[Reform]":
    """Enacted acts whose day is reached."""
    return Reform.objects.filter(state="enacted", effective__lte=day_of(moment)).order_by(
        "effective", "pk"
    )


def _today() -> date:
    return clock.today()


def names_of_accounts(keys: Iterable[str], lang: str) -> dict[str, str]:
    """The names of the persons who have these accounts, by the account's key: one query."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    rows = Person.objects.filter(user_id__in=wanted)
    return {
        str(user): chinese if lang == "zh" else english
        for user, english, chinese in rows.values_list("user_id", "name_en", "name_zh")
    }


def job_runs_visible_to(user: Any, on: date | None = None) -> "QuerySet[JobRun]":
    """What the site did by itself: for auditor and system administrator, newest first."""
    readers = memberships_of(user, on or _today()).filter(role__in=READERS_OF_ACCOUNTS)
    return JobRun.objects.filter(Q(Exists(readers))).order_by("-started_at", "-pk")


def mails_visible_to(user: Any, on: date | None = None) -> "QuerySet[Mail]":
    """Which mails went to whom: one's own; all for auditor and system administrator."""
    readers = memberships_of(user, on or _today()).filter(role__in=READERS_OF_ACCOUNTS)
    rows = Mail.objects.filter(Q(Exists(readers)) | _own(user, "person__user_id"))
    return rows.order_by("-created_at", "-pk")
