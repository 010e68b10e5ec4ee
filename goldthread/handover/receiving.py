"""A package of another site read: who signed it, in what order, what would happen, what happens.

Every request is carried out by this site's engine, in the name of the person who made it and by
that person's own rights here. A dry run does the same and takes it back. Where one request cannot
be carried out, none is, until somebody says of each such request that it is left.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from goldthread.handover import keys, peers
from goldthread.handover.archive import Archive, damaged, opened
from goldthread.handover.errors import refusal
from goldthread.handover.identity import Names
from goldthread.handover.peers import Ends, Peer
from goldthread.handover.replaying import Outcome, Replay
from goldthread.handover.sending import FORM, KIND, OBJECTS, REQUESTS
from goldthread.programme.files import FileRefused, take_in
from goldthread.register.layout import write_durably
from goldthread.workflow import log
from goldthread.workflow.payload import canonical

DONE, KNOWN = ("done", "known")


@dataclass(frozen=True)
class Read:
    """`applied`: was it carried out? `own`: files of the site's own, "new", "same" or "differs"."""

    sender: str
    number: int
    applied: bool
    outcomes: list[Outcome]
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.what not in (DONE, KNOWN, "left")]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class _TakenBack(Exception):
    """Ends a dry run: nothing of it stays."""


def read(home: Path, path: Path, *, apply: bool = False, leave: Collection[int] = ()) -> Read:
    """Carry out a package, or show what it would do.

    `leave`: the numbers of requests that are not to be carried out. Raises HandoverRefused, with
    nothing changed, for a package that is damaged, unknown, out of turn, or not to be carried out
    as a whole.
    """
    with opened(path, KIND, FORM) as archive, peers.one_at_a_time(home):
        peer, told = _sender(home, archive)
        archive.check()
        number = archive.manifest["number"]
        if _again(peer, archive, told):
            return Read(peer.name, number, False, [])
        replay = Replay(peer, Names(peers.same(home)), _rows(archive, OBJECTS), leave)
        files = _files(home, archive) if apply else set()
        try:
            with transaction.atomic():
                log.hold("default")
                outcomes = [
                    replay.carry_out(at, each, files if apply else None)
                    for at, each in enumerate(_rows(archive, REQUESTS), 1)
                ]
                made = Read(peer.name, number, apply, outcomes, _own(home, archive))
                if not apply or made.refused:
                    raise _TakenBack
                peers.add_same(home, replay.pairs)
        except _TakenBack:
            return Read(peer.name, number, False, outcomes, _own(home, archive))
        _take_own(home, archive, made.own)
        peers.save(home, peers.received(peer, Ends(number, told, 0)))
    return made


def _sender(home: Path, archive: Archive) -> tuple[Peer, str]:
    """Who signed it, and the hash by which the next package names this one."""
    manifest = dict(archive.manifest)
    signature = manifest.pop("signature", "")
    sender = str(manifest.get("from"))
    known = [each for each in peers.peers(home) if each.public == sender]
    if not known:
        raise refusal(
            "{path} is signed by a site that is not known here. Nothing was read from it. If you "
            "expect it, ask that site for its key file, compare the fingerprint by telephone and "
            "make it known with `goldthread package trust`.",
            "{path} 由此处未登记的站点签名，未读取其中内容。如确有其事，请索取对方的密钥文件，"
            "电话核对指纹后，用 goldthread package trust 登记。",
            path=archive.path,
        )
    if not _sound(manifest) or not keys.signed_by(sender, signature, manifest):
        raise refusal(
            "The signature of {path} is not that of {peer}: it was altered on its way. Nothing was "
            "changed; ask for it again.",
            "{path} 的签名不是 {peer} 的签名：文件在途中被改动。未作任何更改，请重新索取。",
            path=archive.path,
            peer=known[0].name,
        )
    if manifest["to"] != keys.public(keys.own_key(home)):
        raise refusal(
            "{path} is meant for another site. Nothing was changed; give it the package that "
            "{peer} made for it.",
            "{path} 是发给其他站点的。未作任何更改；请使用 {peer} 为本站点制作的数据包。",
            path=archive.path,
            peer=known[0].name,
        )
    return known[0], sha256(canonical(manifest)).hexdigest()


def _sound(manifest: Mapping[str, Any]) -> bool:
    """Canonical JSON has no floats, and a number is a number."""
    try:
        canonical(manifest)
    except (ValueError, TypeError):
        return False
    return isinstance(manifest.get("number"), int) and {REQUESTS, OBJECTS} <= set(
        manifest["members"]
    )


def _again(peer: Peer, archive: Archive, told: str) -> bool:
    """True for the last package once more; refuses one out of turn."""
    number, last = archive.manifest["number"], peer.received
    if number == last.number and told == last.sha256:
        return True
    if number <= last.number:
        raise refusal(
            "Package {number} of {peer} was read already; the last one read is {last}. Nothing was "
            "changed.",
            "{peer} 的第 {number} 号数据包已读取过，最近读取的是第 {last} 号。未作任何更改。",
            number=number,
            peer=peer.name,
            last=last.number,
        )
    if number > last.number + 1 or archive.manifest["previous"] != last.sha256:
        raise refusal(
            "Package {number} of {peer} does not follow the last one read here ({last}): one is "
            "missing between them. Nothing was changed; read the missing one first.",
            "{peer} 的第 {number} 号数据包与此处最近读取的第 {last} 号不相接，中间有缺。"
            "未作任何更改，请先读取所缺的数据包。",
            number=number,
            peer=peer.name,
            last=last.number,
        )
    return False


def _rows(archive: Archive, name: str) -> list[dict[str, Any]]:
    try:
        rows = [json.loads(line) for line in archive.lines(name)]
    except (ValueError, RecursionError) as error:
        raise damaged(archive.path, name) from error
    return [row for row in rows if isinstance(row, dict)]


def _files(home: Path, archive: Archive) -> set[str]:
    """The evidence, looked through as if it were uploaded here; gives the hashes that were taken.

    A file is stored before the row that names it; where the row is refused, the file is pruned.
    """
    names = {
        str(each["payload"].get("sha256")): str(each["payload"].get("name"))
        for each in _rows(archive, REQUESTS)
    }
    taken = set()
    for member in archive.members:
        digest = member.removeprefix("files/")
        if member.startswith("files/") and digest in names:
            try:
                found = take_in(_Stream(archive, member), names[digest], home / "files")
            except FileRefused as error:
                raise refusal(
                    "The file {name} in {path} is not taken: {reason} Nothing was changed.",
                    "{path} 中的文件 {name} 不予接收：{reason} 未作任何更改。",
                    name=names[digest],
                    path=archive.path,
                    reason=error.texts,
                ) from error
            if found.sha256 != digest:
                raise damaged(archive.path, member)
            taken.add(digest)
    return taken


class _Stream:
    """A member read as an upload is."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._blocks, self._rest = archive.blocks(name), b""

    def read(self, size: int, /) -> bytes:
        if not self._rest:
            self._rest = next(self._blocks, b"")
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def _own(home: Path, archive: Archive) -> dict[str, str]:
    """Code lists and indicators that came along, beside those that are here."""
    found = {}
    for member in archive.members:
        name = member.removeprefix("own/")
        if member.startswith("own/") and _is_own(name):
            path = home / name
            mine = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            stated = archive.members[member]["sha256"]
            found[name] = "new" if not mine else "same" if mine == stated else "differs"
    return found


def _is_own(name: str) -> bool:
    return name == "workdays.yaml" or (
        name.startswith("indicators/") and name.count("/") == 1 and name.endswith(".yaml")
    )


def _take_own(home: Path, archive: Archive, own: Mapping[str, str]) -> None:
    """Those that are new here; one that differs is shown, and stays."""
    for name, how in own.items():
        if how == "new":
            (home / name).parent.mkdir(exist_ok=True)
            write_durably(home / name, archive.text(f"own/{name}"), home)
