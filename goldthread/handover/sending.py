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
from typing import Any

from django.contrib.auth import get_user_model

from goldthread import __version__
from goldthread.handover import keys, peers
from goldthread.handover.archive import Writer, writing
from goldthread.handover.errors import refusal
from goldthread.handover.identity import Names, before, by_the_system, model
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
    """Oldest first. What the peer itself told us goes back too, and is known there by its name."""
    seen = _Seen(peer)
    consequences: list[Event] = []
    events = Event.objects.filter(sequence__gt=peer.sent.sequence, sequence__lte=end)
    for event in events.order_by("sequence").iterator():
        if by_the_system(event) and event.actor_id != INTAKE.pk:
            consequences.append(event)
            continue
        own = [each for each in consequences if each.at == event.at]
        consequences = []
        if seen.sees(event):
            yield _request(event, own, names)


class _Seen:
    """What the eyes of the peer see, each object asked about once."""

    def __init__(self, peer: Peer) -> None:
        self._user = get_user_model()._default_manager.filter(username=peer.eyes).first()
        if self._user is None:
            raise refusal(
                "There is no account {name!r}, by whose sight packages for {peer} are made.",
                "没有账号 {name!r}；发往 {peer} 的数据包以其可见范围为准。",
                name=peer.eyes,
                peer=peer.name,
            )
        self._known: dict[tuple[str, str], bool] = {}

    def sees(self, event: Event) -> bool:
        about = (str(event.object_type), str(event.object_id))
        if about not in self._known:
            rows = SEEN_BY.rows(about[0], self._user)
            self._known[about] = rows.filter(pk=about[1]).exists()
        return self._known[about]


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
