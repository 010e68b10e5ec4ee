"""Every sentence that the readers' code can say, found in its syntax trees, with sample values.

A text given to one of the calls below is followed to where it is written: through names, choices
and functions of the same module, and through the callers of a function that is handed it. What
cannot be followed is another text handed on, which is found where it is written itself.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

READERS = Path(__file__).resolve().parents[3] / "goldthread" / "readers"
# Calls that take a text, and which of their arguments it is.
CALLS = {
    **dict.fromkeys(("Unfit", "Flaw", "Merged", "Unsound", "Noted"), 1),
    **dict.fromkeys(("ReadError", "HeaderMissing", "NoNumber", "LoadRefused", "RegisterBusy"), 0),
    **dict.fromkeys(("Rejected", "Finding"), 3),
    "Fault": 2,
    "GoldthreadError": 0,
    "note": 0,
    "otherwise": 1,
    **dict.fromkeys(("Part", "_part", "_bad"), -1),
}
# Where a text is kept under a name, or counted by itself.
KEPT = ("skipped", "unknown", "unread", "wrong")
# Functions that give texts away.
SAYING = ("told", "_findings", "_nothing")
_WORDS = re.compile("[A-Za-z]")
_CODE = re.compile("[a-z]+(?:-[a-z]+)+")
TEXT, VALUE, NUMBER = "甲乙", "'甲乙'", "17"
A_CAUSE = "'甲乙' is no day of the calendar"
# What stands in a text where the code does not tell; by module and expression, or by expression.
SAMPLES = {
    ("aggregates", "_shown(abs(gap))"): NUMBER,
    ("aggregates", "_shown(made.summed)"): NUMBER,
    ("aggregates", "_shown(made.total)"): NUMBER,
    ("aggregates", "_shown(worst.printed)"): NUMBER,
    ("agreement", "_told(first[1])"): VALUE,
    ("agreement", "_told(other[1])"): VALUE,
    ("headings", "', '.join(map(repr, absent))"): VALUE,
    ("headings", "hint"): " did you mean '甲乙'?",
    ("open", "str(error).removesuffix('.')"): "甲乙 holds no row",
    ("checks", "words"): "filing date",
    ("lookups", "code"): TEXT,
    ("lookups", "code or 'an unknown country'"): "an unknown country",
    ("lookups", "lookup"): "the list of countries",
    ("archive", "found"): TEXT,
    ("code", "what"): "stage code",
    ("records", "what"): "stage code",
    ("code", "listed"): "2 to 4 or 3 to 4",
    ("commit", "counted"): "bad-date 3, blank row 17",
    ("commit", "reasons"): "bad-date 3",
    ("commit", "' | '.join(tally.details)"): f"甲乙, line 17: {A_CAUSE}.",
}
NUMBERS = (
    *("len(", "size", "count", "LIMIT", "limit", "bytes", "position", "offset", "crc", "row"),
    *("number", "line", "compress_type", "least", "greatest", "wide", "digits", "regions", "load"),
    *("expected", "good", "FOUND_WITHIN", "pid", "left", "total"),
)


@dataclass
class Module:
    """One module, and what the code in it says."""

    path: Path
    texts: list[str] = field(default_factory=list)
    reasons: set[str] = field(default_factory=set)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"))

    @cached_property
    def functions(self) -> list[ast.FunctionDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]

    def read(self) -> "Module":
        for scope in (self.tree, *self.functions):
            says = isinstance(scope, ast.FunctionDef) and scope.name in SAYING
            for node in _own(scope):
                returned = [node.value] if says and isinstance(node, ast.Return) else []
                for found in (*self._given(node), *filter(None, returned)):
                    # What has no word of its own is another text handed on.
                    self.texts += filter(_WORDS.search, self.samples(found, scope, ()))
                if isinstance(node, ast.Call):
                    self._reason(node)
        return self

    def _reason(self, call: ast.Call) -> None:
        """The code of a reason, which stands before the text."""
        name = _name(call.func)
        place = {"Unfit": 0, "Flaw": 0, "Merged": 0, "Unsound": 0, "Fault": 1}.get(name)
        if place is not None and isinstance(call.args[place], ast.Constant):
            self.reasons.add(str(call.args[place].value))
        elif name in ("Part", "_part", "_bad", "rejected"):
            codes = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
            self.reasons |= {code for code in codes if _CODE.fullmatch(code)}
        elif name == "Rejected":
            self.reasons |= set(self.samples(call.args[2], self.tree, ()))

    def _given(self, node: ast.AST) -> Iterator[ast.expr]:
        """The expressions of texts that a node takes."""
        if isinstance(node, ast.Call):
            name, place = _name(node.func), CALLS.get(_name(node.func))
            holder = node.func.value if isinstance(node.func, ast.Attribute) else None
            if name in ("add", "append") and "notes" in ast.unparse(holder or node.func):
                place = 0
            if place is not None and any(one.arg == "skip" for one in node.keywords):
                place = 0
            if place is not None and len(node.args) > place and not _is_code(node.args[place]):
                yield node.args[place]
            yield from (one.value for one in node.keywords if one.arg == "detail")
            if name == "Counter" and node.args and isinstance(node.args[0], ast.GeneratorExp):
                yield node.args[0].elt
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Subscript) and _name(target.value) in KEPT:
                    yield node.value if _name(target.value) == "wrong" else target.slice

    def samples(self, node: ast.expr, scope: ast.AST, seen: tuple[str, ...]) -> list[str]:
        """The texts that an expression can be; nothing where it is handed on from elsewhere."""
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.JoinedStr):
            parts = [self._part(part, scope, seen) for part in node.values]
            return ["".join(chosen) for chosen in itertools.product(*parts)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            both = [self.samples(side, scope, seen) for side in (node.left, node.right)]
            joined = itertools.product(*(side or [TEXT] for side in both))
            return ["".join(chosen) for chosen in joined] if any(both) else []
        if isinstance(node, ast.IfExp):
            return [t for side in (node.body, node.orelse) for t in self.samples(side, scope, seen)]
        if isinstance(node, (ast.BoolOp, ast.List)):
            sides = node.values if isinstance(node, ast.BoolOp) else node.elts
            return [t for side in sides for t in self.samples(side, scope, seen)]
        if isinstance(node, ast.ListComp):
            return self.samples(node.elt, scope, seen)
        if isinstance(node, (ast.Name, ast.Call)):
            return self._elsewhere(node, scope, seen)
        return []

    def _elsewhere(
        self, node: ast.Name | ast.Call, scope: ast.AST, seen: tuple[str, ...]
    ) -> list[str]:
        name = _name(node.func if isinstance(node, ast.Call) else node)
        if isinstance(node, ast.Call) and name == "shown":
            return [VALUE]
        if name in seen:
            return []
        seen = (*seen, name)
        if isinstance(node, ast.Call):
            return [
                text
                for made in self.functions
                if made.name == name
                for one in _own(made)
                if isinstance(one, ast.Return) and one.value
                for text in self.samples(one.value, made, seen)
            ]
        assigned = [*_assigned(scope, name), *_assigned(self.tree, name)]
        if assigned:
            return [t for one in assigned for t in self.samples(one, scope, seen)]
        return [
            t for one, where in self._handed(scope, name) for t in self.samples(one, where, seen)
        ]

    def _handed(self, scope: ast.AST, name: str) -> Iterator[tuple[ast.expr, ast.AST]]:
        """What the callers of a function hand it under a name, each with where it is said."""
        if not isinstance(scope, ast.FunctionDef):
            return
        names = [one.arg for one in scope.args.args if one.arg != "self"]
        if name not in names:
            return
        for caller in self.functions:
            for node in _own(caller):
                calls = isinstance(node, ast.Call) and _name(node.func) == scope.name
                if isinstance(node, ast.Call) and calls and len(node.args) > names.index(name):
                    yield node.args[names.index(name)], caller

    def _part(self, part: ast.expr, scope: ast.AST, seen: tuple[str, ...]) -> list[str]:
        if isinstance(part, ast.Constant):
            return [str(part.value)]
        assert isinstance(part, ast.FormattedValue)
        source = ast.unparse(part.value)
        if (known := SAMPLES.get((self.path.stem, source))) is not None:
            return [known] if source != "hint" else ["", known]
        if part.conversion == ord("r") or "shown(" in source:
            return [VALUE]
        return self.samples(part.value, scope, seen) or [_sample(source, part.format_spec)]


def _sample(source: str, spec: ast.expr | None) -> str:
    if source.endswith(".detail"):
        return A_CAUSE
    if spec is not None and "%" in ast.unparse(spec):
        return f"{NUMBER}%"
    if spec is not None or any(mark in source for mark in NUMBERS) or source in ("n", "seen"):
        return NUMBER
    if ".replace('_', ' ')" in source:
        return "application number"
    return "甲 or 乙" if source.startswith("' or '") else TEXT


def _is_code(node: ast.expr) -> bool:
    """Is this one word alone, which is no sentence?"""
    return isinstance(node, ast.Constant) and " " not in str(node.value)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or a module without those of the functions in it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef):
            waiting = [*ast.iter_child_nodes(node), *waiting]


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    for node in _own(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(target.elts, node.value.elts, strict=True)
                    yield from (value for one, value in pairs if _name(one) == name)
                elif _name(target) == name:
                    yield node.value
        if isinstance(node, ast.AnnAssign) and node.value and _name(node.target) == name:
            yield node.value


def _name(node: ast.AST | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def read(paths: Sequence[Path]) -> list[Module]:
    return [Module(path).read() for path in paths]


def readers() -> list[Module]:
    return read(sorted(READERS.rglob("*.py")))
