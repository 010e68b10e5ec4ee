"""`goldthread package`: what is asked, done, and told in the language of the terminal."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from goldthread.errors import UsageError
from goldthread.handover import keys, peers, receiving, sending
from goldthread.handover.errors import command_language, told
from goldthread.handover.peers import Peer
from goldthread.register.layout import write_durably


class Asked(Protocol):
    """What was written on the command line."""

    what: str
    file: Path
    name: str | None
    office: str | None
    eyes: str | None
    apply: bool
    leave: str | None


@dataclass(frozen=True)
class Answer:
    """`whole`: was everything done that was asked for?"""

    content: dict[str, Any]
    lines: tuple[str, ...] = field(default_factory=tuple)
    whole: bool = True

    def as_dict(self) -> dict[str, Any]:
        return self.content

    def sentences(self) -> tuple[str, ...]:
        return self.lines


def run(home: Path, asked: Asked) -> Answer:
    path = asked.file.absolute()
    if asked.what == "key":
        return _key(home, path)
    if asked.what == "trust":
        return _trust(home, path, asked)
    if asked.what == "make":
        return _make(home, path, _given(asked.name, "--name"))
    return _read(home, path, asked)


def _key(home: Path, path: Path) -> Answer:
    key = keys.public(keys.own_key(home))
    write_durably(path, keys.public_file(key), path.parent)
    print_ = keys.fingerprint(key)
    line = told(
        "{path} holds this site's key. Its fingerprint, to be compared by telephone: {print}",
        "{path} 为本站点的密钥文件。请电话核对指纹：{print}",
        path=path,
        print=print_,
    )
    return Answer({"public": key, "fingerprint": print_}, (line,))


def _trust(home: Path, path: Path, asked: Asked) -> Answer:
    key = keys.read_public(path)
    made = Peer(
        _given(asked.name, "--name"),
        key,
        _given(asked.office, "--office"),
        _given(asked.eyes, "--eyes"),
    )
    peers.trust(home, made)
    line = told(
        "{name} is known from now on. Compare its fingerprint with that site: {print}",
        "已登记站点 {name}。请与对方核对指纹：{print}",
        name=made.name,
        print=keys.fingerprint(key),
    )
    return Answer({"name": made.name, "fingerprint": keys.fingerprint(key)}, (line,))


def _make(home: Path, path: Path, to: str) -> Answer:
    made = sending.make(home, path, to)
    line = told(
        "{path} is package {number} for {to}: {requests} requests, {files} files.",
        "{path} 为发往 {to} 的第 {number} 号数据包：请求 {requests} 项，文件 {files} 个。",
        **made.as_dict(),
    )
    return Answer(made.as_dict(), (line,))


def _read(home: Path, path: Path, asked: Asked) -> Answer:
    leave = _numbers(asked.leave)
    read = receiving.read(home, path, apply=asked.apply, leave=leave)
    return Answer(read.as_dict(), tuple(_told(read)), not read.refused)


def _told(read: receiving.Read) -> Iterator[str]:
    lang = command_language()
    counts: dict[str, int] = {}
    for each in read.outcomes:
        counts[each.what] = counts.get(each.what, 0) + 1
        if each.reason:
            yield (
                f"{each.number} [{_WORDS[each.what][lang]}] {each.model} {each.action}, "
                f"{each.actor}, {each.at}: {each.reason[lang]}"
            )
            yield from (f"    {here['at']} {here['actor']}: {here['action']}" for here in each.here)
            yield from (f"    {name}: {_sides(side, lang)}" for name, side in each.sides.items())
    for name, how in read.own.items():
        yield f"{name}: {_WORDS[how][lang]}"
    told_counts = ", ".join(f"{_WORDS[what][lang]} {count}" for what, count in counts.items())
    yield told(
        "Package {number} of {sender}: {counts}. {end}",
        "{sender} 的第 {number} 号数据包：{counts}。{end}",
        number=read.number,
        sender=read.sender,
        counts=told_counts or "-",
        end=_end(read, lang),
    )


def _sides(side: dict[str, Any], lang: str) -> str:
    there, here = ("对方", "本站点") if lang == "zh" else ("there", "here")
    return f"{there} {side['there']!r}, {here} {side['here']!r}"


def _end(read: receiving.Read, lang: str) -> str:
    if not read.outcomes:
        return _ENDS["again"][lang]
    if read.applied:
        return _ENDS["applied"][lang]
    return _ENDS["stopped" if read.refused else "shown"][lang]


def _given(value: str | None, name: str) -> str:
    if not value:
        raise UsageError(f"Give {name}; `goldthread package --help` says what it is.")
    return value


def _numbers(text: str | None) -> frozenset[int]:
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise UsageError(f"--leave takes numbers of requests, such as 3,7, and got {text!r}.")
    return frozenset(map(int, parts))


_WORDS = {
    "done": {"en": "done", "zh": "已办理"},
    "known": {"en": "known already", "zh": "已知"},
    "left": {"en": "left", "zh": "略过"},
    "refused": {"en": "refused", "zh": "不予办理"},
    "conflict": {"en": "conflict", "zh": "冲突"},
    "new": {"en": "new here", "zh": "新增"},
    "same": {"en": "the same here", "zh": "一致"},
    "differs": {"en": "differs from the one here, which stays", "zh": "与本站点不同，保留本站点的"},
}
_ENDS = {
    "again": {"en": "It was carried out before.", "zh": "此前已办理。"},
    "applied": {"en": "It was carried out.", "zh": "已办理完毕。"},
    "shown": {
        "en": "Nothing was changed; --apply carries it out.",
        "zh": "未作更改；--apply 办理。",
    },
    "stopped": {
        "en": "Nothing was changed; --leave N,... leaves requests that are not to be carried out.",
        "zh": "未作任何更改；用 --leave 序号 略过不予办理的请求。",
    },
}
