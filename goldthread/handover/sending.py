"""A package for another site: what its people may see of what happened here since the last one.

What the site did by itself is not sent: the other site does it too, when it does what is sent. It
is only named, so that both mean the same object by the same name.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth import get_user_model

from goldthread import __version__
from goldthread.handover import keys, peers
from goldthread.handover.archive import Writer, writing
from goldthread.handover.errors import refusal
from goldthread.handover.identity import SYSTEM, Names, before, by_the_system, model
from goldthread.handover.peers import Ends, Peer
from goldthread.handover.references import told_of
from goldthread.handover.tables import plain
from goldthread.offices.post.describe import SEEN_BY
from goldthread.programme.actions.evidence import INTAKE
from goldthread.programme.files.store import path_of
from goldthread.workflow import log
from goldthread.workflow.models import Event
from goldthread.workflow.payload import canonical

KIND, FORM = "goldthread-package", 1
REQUESTS = "requests.jsonl"
OBJECTS = "objects.jsonl"
OWN = ("workdays.yaml",)
Request = dict[str, Any]
Object = tuple[str, str]
T = TypeVar("T")
AT_ONCE = 500
AT_HOME = ("offices.person", "offices.emergencyaccess")
"""Who has an account, and for what, each site's own administrators say."""


@dataclass(frozen=True)
class Made:
    path: str
    to: str
    number: int
    requests: int
    files: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def make(home: Path, path: Path, to: str) -> Made:
    """Write the next package for a site that is known here, whole or not at all."""
    with peers.one_at_a_time(home):
        peer = peers.peer(home, to)
        names = Names(peers.same(home))
        end = log.head().sequence
        requests = list(_requests(peer, names, end))
        number = peer.sent.number + 1
        with writing(path) as (writer, manifest):
            files = _write(writer, home, requests, names)
            manifest.update(_head(home, peer, number, end))
            manifest["members"] = writer.members
            signature = keys.sign(keys.own_key(home), manifest)
            told = sha256(canonical(manifest)).hexdigest()
            manifest["signature"] = signature
        peers.save(home, peers.sent(peer, Ends(number, told, end)))
    return Made(str(path), to, number, len(requests), files)


def _head(home: Path, peer: Peer, number: int, end: int) -> dict[str, Any]:
    return {
        "kind": KIND,
        "form": FORM,
        "program": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "from": keys.public(keys.own_key(home)),
        "to": peer.public,
        "number": number,
        "previous": peer.sent.sha256,
        "through": end,
    }


def _requests(peer: Peer, names: Names, end: int) -> Iterator[Request]:
    """The whole life, oldest first, of what was touched since the last package and of what that
    rests on: an object may have come into sight only now. What is known there is passed over."""
    chosen = _touched(peer, end)
    _rest_on(chosen, names)
    events = sorted(_lives(chosen, end), key=lambda event: int(event.sequence))
    own = _own_doing([event.at for event in events], end)
    for event in events:
        if not by_the_system(event) or event.actor_id == INTAKE.pk:
            yield _request(event, list(_before(event, own)), names)


def _touched(peer: Peer, end: int) -> set[Object]:
    new = Event.objects.filter(sequence__gt=peer.sent.sequence, sequence__lte=end)
    seen: set[Object] = set()
    user = _eyes(peer)
    labels = new.exclude(object_type__in=AT_HOME).values_list("object_type", flat=True)
    for label in labels.distinct().order_by("object_type"):
        rows = SEEN_BY.rows(label, user)
        keys_ = new.filter(object_type=label).values_list("object_id", flat=True).distinct()
        for some in _some(sorted(keys_)):
            seen |= {
                (label, str(pk)) for pk in rows.filter(pk__in=some).values_list("pk", flat=True)
            }
    return seen


def _rest_on(chosen: set[Object], names: Names) -> None:
    """Add what each object was made from, such as the national task of an assignment: without it
    the other site could not have the object at all. What hangs on that, such as its reports, is
    not added."""
    waiting = sorted(chosen)
    while waiting:
        label, key = waiting.pop()
        born = Event.objects.filter(object_type=label, object_id=key, version=1).first()
        told = told_of(born.payload, label, names) if born else {}
        for kind, name in _named_in(list(told.values())):
            row = names.object(kind, name)
            if row is None or kind in AT_HOME:
                continue
            if (kind, str(row.pk)) not in chosen:
                chosen.add((kind, str(row.pk)))
                waiting.append((kind, str(row.pk)))


def _named_in(told: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for each in told:
        if "name" in each:
            yield str(each["model"]), str(each["name"])
        elif "owner" in each:
            yield from _named_in([each["owner"]])


def _lives(chosen: set[Object], end: int) -> Iterator[Event]:
    for label in sorted({label for label, _ in chosen}):
        for some in _some(sorted(key for kind, key in chosen if kind == label)):
            yield from Event.objects.filter(
                object_type=label, object_id__in=some, sequence__lte=end
            )


def _own_doing(moments: list[datetime], end: int) -> dict[int, Event]:
    """What the site did by itself at these moments, by sequence."""
    found: dict[int, Event] = {}
    for some in _some(sorted(set(moments))):
        events = Event.objects.filter(
            at__in=some, sequence__lte=end, actor_id__startswith=SYSTEM
        ).exclude(actor_id=INTAKE.pk)
        found |= {int(event.sequence): event for event in events}
    return found


def _before(event: Event, own: dict[int, Event]) -> Iterator[Event]:
    """The site's own doing that goes with an event: written just before it, at the same moment."""
    first = int(event.sequence)
    while first - 1 in own and own[first - 1].at == event.at:
        first -= 1
    yield from (own[number] for number in range(first, int(event.sequence)))


def _some(many: list[T]) -> Iterator[list[T]]:
    for first in range(0, len(many), AT_ONCE):
        yield many[first : first + AT_ONCE]


def _eyes(peer: Peer) -> Any:
    user = get_user_model()._default_manager.filter(username=peer.eyes).first()
    if user is None:
        raise refusal(
            "There is no account {name!r}, by whose sight packages for {peer} are made.",
            "没有账号 {name!r}；发往 {peer} 的数据包以其可见范围为准。",
            name=peer.eyes,
            peer=peer.name,
        )
    return user


def _request(event: Event, consequences: list[Event], names: Names) -> Request:
    earlier = before(event)
    return {
        "name": names.of(event),
        "model": event.object_type,
        "object": names.of_object(str(event.object_type), event.object_id),
        "action": event.action,
        "from": event.from_state,
        "to": event.to_state,
        "after": None if earlier is None else _place(earlier, names),
        "actor": event.actor_name,
        "intake": event.actor_id == INTAKE.pk,
        "at": event.at.isoformat(),
        "payload": event.payload,
        "rows": told_of(event.payload, str(event.object_type), names),
        "consequences": [_place(each, names) for each in consequences],
    }


def _place(event: Event, names: Names) -> dict[str, Any]:
    """An event named, and what is compared where it was the site's own doing."""
    return {
        "name": names.of(event),
        "model": event.object_type,
        "action": event.action,
        "version": event.version,
        "to": event.to_state,
        "system": by_the_system(event),
    }


def _write(writer: Writer, home: Path, requests: list[Request], names: Names) -> int:
    writer.add(REQUESTS, (_line(each) for each in requests))
    writer.add(OBJECTS, _objects(requests, names))
    for name in OWN:
        if (home / name).is_file():
            writer.add_file(f"own/{name}", home / name)
    for path in sorted((home / "indicators").glob("*.yaml")):
        writer.add_file(f"own/indicators/{path.name}", path)
    hashes = sorted({h for each in requests if (h := each["payload"].get("sha256"))})
    present = [each for each in hashes if path_of(home / "files", each).is_file()]
    for each in present:
        writer.add_file(f"files/{each}", path_of(home / "files", each), packed=False)
    return len(present)


def _objects(requests: list[Request], names: Names) -> Iterator[bytes]:
    """How each object stands here at the end: the third side of a conflict."""
    for label, name in sorted({(each["model"], each["object"]) for each in requests}):
        obj = names.object(label, name)
        if obj is not None:
            yield _line({"model": label, "object": name, "fields": standing(obj)})


def standing(obj: Any) -> dict[str, Any]:
    """The plain fields of an object, for people to compare."""
    return {
        field.attname: plain(getattr(obj, field.attname))
        for field in model(obj._meta.label_lower)._meta.concrete_fields
        if not field.primary_key and not field.is_relation
    }


def _line(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
