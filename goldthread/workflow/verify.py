"""Does the log still say what was written, and do the objects stand as the log says?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.db.models import CharField, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from goldthread.workflow import guards_of_the_log
from goldthread.workflow.lifecycle import MODELS, Lifecycle
from goldthread.workflow.log import HASHED, Head, hash_of
from goldthread.workflow.models import GENESIS, Event, LogHead


@dataclass(frozen=True)
class Finding:
    """`where` is the sequence of an event, or the object; `message` a sentence."""

    where: str
    message: str


def verify_ledger(
    using: str = "default", *, published: Sequence[Head] = ()
) -> list[Finding] | None:
    """Everything below; None where no ledger was made yet, and none is made by asking."""
    if not _there(using):
        return None
    return [*verify_chain(using, published=published), *verify_states(using)]


def verify_chain(using: str = "default", *, published: Sequence[Head] = ()) -> list[Finding]:
    """Read the whole log: rows changed, removed, added, put in another order, cut off at the end.

    `published` are heads that were made known earlier: they must still lie on the chain.
    """
    promised = {each.sequence: each.hash for each in published}
    findings: list[Finding] = []
    last = Head(0, GENESIS)
    for row in Event.objects.using(using).order_by("sequence").values(*HASHED, "hash").iterator():
        findings += _link(row, last)
        last = Head(row["sequence"], row["hash"])
        if promised.pop(last.sequence, last.hash) != last.hash:
            findings.append(
                Finding(str(last.sequence), "The event is not the one whose hash was published.")
            )
    findings += [
        Finding(str(sequence), "An event with this number was published and is gone.")
        for sequence in sorted(promised)
        if sequence > 0
    ]
    return [*findings, *_ends(using, last), *_unguarded(using)]


def verify_states(using: str = "default") -> list[Finding]:
    """Objects whose state or version is not the one their last event gave them."""
    return [finding for model in MODELS.values() for finding in _astray(model, using)]


def _there(using: str) -> bool:
    connection = connections[using]
    name = connection.settings_dict["NAME"]
    # Connecting to an absent SQLite file would make it.
    if connection.vendor == "sqlite" and connection.connection is None and not Path(name).exists():
        return False
    return Event._meta.db_table in connection.introspection.table_names()


def _link(row: dict[str, object], last: Head) -> Iterator[Finding]:
    sequence = row["sequence"]
    assert isinstance(sequence, int)
    if sequence != last.sequence + 1:
        yield Finding(
            str(sequence), f"Before it, events {last.sequence + 1} to {sequence - 1} are missing."
        )
    elif row["previous_hash"] != last.hash:
        yield Finding(str(sequence), "It does not continue the event before it.")
    if hash_of({name: row[name] for name in HASHED}) != row["hash"]:
        yield Finding(str(sequence), "Its content is not what was written: the hash differs.")


def _ends(using: str, last: Head) -> Iterator[Finding]:
    if connections[using].in_atomic_block:
        connections[using].check_constraints()  # lets a head move that waits for the commit
    row = LogHead.objects.using(using).filter(id=1).first()
    if row is None:
        yield Finding("head", "The head row of the log is missing.")
    elif row.sequence != last.sequence:
        yield Finding("head", f"The log ends at {last.sequence}, its head says {row.sequence}.")
    elif row.hash != last.hash:
        yield Finding("head", "The head's hash is not that of the last event.")


def _unguarded(using: str) -> list[Finding]:
    return [
        Finding(name, "This trigger, which keeps the log append-only, is missing or switched off.")
        for name in guards_of_the_log.missing(using)
    ]


def _astray(model: type[Lifecycle], using: str) -> Iterator[Finding]:
    life = Event.objects.using(using).filter(
        object_type=model._meta.label_lower, object_id=Cast(OuterRef("pk"), CharField())
    )
    last = life.order_by("-version")
    rows = (
        model._base_manager.using(using)
        .annotate(
            logged_state=Subquery(last.values("to_state")[:1]),
            logged_version=Subquery(last.values("version")[:1]),
        )
        .exclude(_as_logged())
        .values_list("pk", "state", "version", "logged_state", "logged_version")
    )
    for pk, state, version, logged_state, logged_version in rows.iterator():
        told = f"{logged_state!r}, version {logged_version}" if logged_version else "nothing"
        yield Finding(
            f"{model._meta.label_lower} {pk}",
            f"It stands in {state!r}, version {version}; the log says {told}.",
        )


def _as_logged() -> Q:
    return Q(logged_state__isnull=False, state=F("logged_state"), version=F("logged_version"))
