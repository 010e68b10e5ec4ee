"""The sites that packages go to and come from: their keys, whom they speak for, how far we are."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from goldthread.handover.errors import refusal
from goldthread.register import lock
from goldthread.register.layout import write_durably

FOLDER: Final = "peers"
SAME: Final = "same.jsonl"
EVERYBODY: Final = "*"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")


@dataclass(frozen=True)
class Ends:
    """The last package of one direction: its number, its hash, and the event it went up to."""

    number: int = 0
    sha256: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class Peer:
    """`office`: the peer speaks for people of this office and those under it, or for everybody
    ("*"). `eyes`: the account whose sight decides what is sent to it."""

    name: str
    public: str
    office: str
    eyes: str
    sent: Ends = field(default_factory=Ends)
    received: Ends = field(default_factory=Ends)


def peers(home: Path) -> list[Peer]:
    return [_read(path) for path in sorted((home / FOLDER).glob("*.json"))]


def peer(home: Path, name: str) -> Peer:
    for each in peers(home):
        if each.name == name:
            return each
    known = ", ".join(each.name for each in peers(home)) or "-"
    raise refusal(
        "No site is known here as {name!r}; known are: {known}. Make it known with "
        "`goldthread package trust`.",
        "此处没有名为 {name!r} 的站点，已知站点：{known}。请先用 goldthread package trust 登记。",
        name=name[:60],
        known=known,
    )


def trust(home: Path, made: Peer) -> None:
    """Make a site known; its key may not be changed in silence, nor known under two names."""
    if not _NAME.fullmatch(made.name):
        raise refusal(
            "{name!r} cannot be the name of a site: use letters, digits, '_' and '-'.",
            "{name!r} 不能作为站点名称：请用字母、数字、下划线和连字符。",
            name=made.name[:60],
        )
    for each in peers(home):
        if each.name == made.name or each.public == made.public:
            raise refusal(
                "A site is known as {name} already, with this name or this key. If its key was "
                "changed, take {path} away first.",
                "已有站点 {name} 使用此名称或密钥。如其密钥已更换，请先移走 {path}。",
                name=each.name,
                path=home / FOLDER / f"{each.name}.json",
            )
    save(home, made)


def save(home: Path, made: Peer) -> None:
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps(asdict(made), indent=1, ensure_ascii=False) + "\n"
    write_durably(folder / f"{made.name}.json", text, folder)


def sent(made: Peer, ends: Ends) -> Peer:
    return replace(made, sent=ends)


def received(made: Peer, ends: Ends) -> Peer:
    return replace(made, received=ends)


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Packages are made and read by one process at a time, or their numbers would repeat."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock.writing(folder / "peers.lock", 60.0):
        yield


def same(home: Path) -> dict[str, str]:
    """Events that two sites made as a consequence of one: the other's identity to ours."""
    path = home / FOLDER / SAME
    if not path.is_file():
        return {}
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    return {row["there"]: row["here"] for row in rows}


def add_same(home: Path, pairs: dict[str, str]) -> None:
    """Written before the ledger commits: a pair whose event was never written names nothing."""
    if pairs:
        folder = home / FOLDER
        known = same(home) | pairs
        lines = [json.dumps({"there": there, "here": here}) for there, here in known.items()]
        write_durably(folder / SAME, "\n".join(lines) + "\n", folder)


def _read(path: Path) -> Peer:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        found |= {name: Ends(**found[name]) for name in ("sent", "received")}
        return Peer(**found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise refusal(
            "{path} cannot be read; restore it from a backup of the site.",
            "无法读取 {path}，请从站点备份中恢复。",
            path=path,
        ) from error
