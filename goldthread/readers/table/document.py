"""A YAML mapping file as nodes that know their line, popped key by key; what remains is refused.

Every scalar stays the text that was written, so `country: NO` is Norway and not a falsehood.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import yaml

from goldthread.readers.base import ReadError

SIZE_LIMIT = 1_000_000
DEPTH_LIMIT = 40


class MappingError(ReadError):
    """A mapping file is refused; the message names the file and the line."""


class _Loader(yaml.SafeLoader):
    """Composes nodes only; anchors are refused, for a few of them can stand for millions."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            self._refuse("an alias (*name) is not allowed", event.start_mark)
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            self._refuse("sections are nested too deeply", event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse(self, problem: str, mark: Any) -> NoReturn:
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


@dataclass(frozen=True)
class Node:
    """One YAML node of the mapping file `file`."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def refuse(self, problem: str) -> NoReturn:
        raise MappingError(f"{self.file}, line {self.line}: {problem}")

    @property
    def is_text(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_section(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode):
            self.refuse("a single value is expected here.")
        return str(self.node.value)

    def whole(self, least: int = 0) -> int:
        text = self.text()
        if not text.isdecimal() or len(text) > 9 or int(text) < least:
            self.refuse(f"a whole number from {least} is expected here, not {text!r}.")
        return int(text)

    def flag(self) -> bool:
        text = self.text().lower()
        if text not in ("true", "false"):
            self.refuse(f"true or false is expected here, not {self.text()!r}.")
        return text == "true"

    def choice(self, allowed: Iterable[str]) -> str:
        text, allowed = self.text(), tuple(allowed)
        if text not in allowed:
            self.refuse(f"{text!r} is none of {', '.join(allowed)}.{_nearest(text, allowed)}")
        return text

    def items(self) -> "list[Node]":
        """The nodes of a list; a single value is a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Node(self.file, item) for item in self.node.value]
        return [self]

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def section(self) -> "Section":
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("a section (key: value) is expected here.")
        return Section(self)


class Section:
    """A section whose keys are popped one by one; `done` refuses the keys that nobody popped."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.refuse = node.refuse
        self._left: dict[str, tuple[Node, Node]] = {}
        self._asked: list[str] = []
        pairs: Any = node.node.value
        for key_node, value_node in pairs:
            key, value = Node(node.file, key_node), Node(node.file, value_node)
            name = key.text()
            if name in self._left:
                key.refuse(f"the key {name!r} stands twice in one section.")
            self._left[name] = (key, value)

    def pop(self, key: str) -> Node | None:
        self._asked.append(key)
        found = self._left.pop(key, None)
        return found[1] if found else None

    def need(self, key: str) -> Node:
        found = self.pop(key)
        if found is None:
            self.refuse(f"the key {key!r} is missing in this section.")
        return found

    def has(self, key: str) -> bool:
        return key in self._left

    def text(self, key: str, default: str = "") -> str:
        found = self.pop(key)
        return found.text() if found else default

    def rest(self) -> Iterator[tuple[Node, str, Node]]:
        """The keys nobody popped, each with its own node; after this the section is done."""
        left, self._left = self._left, {}
        for name, (key, value) in left.items():
            yield key, name, value

    def done(self) -> None:
        for key, name, _ in self.rest():
            asked = sorted(set(self._asked))
            key.refuse(
                f"the key {name!r} is not known here;{_nearest(name, asked)} "
                f"known are {', '.join(asked)}."
            )


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1, 0.6)
    return f" did you mean {close[0]!r}?" if close else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """` did you mean 'x'?`, or nothing when no known name is near."""
    return _nearest(name, known)


def parse(text: str, file: str) -> Section:
    """The top section of a mapping file's text; `file` is how messages name it."""
    try:
        top = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise MappingError(f"{file}{line}: this is not YAML: {error.problem}.") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise MappingError(f"{file}: this is not YAML: {' '.join(str(error).split())}.") from None
    if top is None:
        raise MappingError(f"{file}: the mapping file is empty.")
    return Node(file, top).section()


def read(path: Path) -> tuple[str, Section]:
    """The text of a mapping file and its top section."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise MappingError(f"{path}: a mapping file has at most {SIZE_LIMIT:,} bytes.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MappingError(f"{path}: the mapping file cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise MappingError(
            f"{path}: the mapping file is not UTF-8 at byte {error.start}."
        ) from None
    return text, parse(text, path.name)
