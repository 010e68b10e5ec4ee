"""From the tree of numbered items to a plan: which items are tasks, and what they say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from goldthread.programme.plan.clauses import Clause, clauses, trailing
from goldthread.programme.plan.deadlines import Deadline, deadlines, plan_year
from goldthread.programme.plan.duties import Duty
from goldthread.programme.plan.layout import Clean, clean
from goldthread.programme.plan.model import Measure, Plan, Remark, Task
from goldthread.programme.plan.names import is_generic, units
from goldthread.programme.plan.outline import Item, outline
from goldthread.programme.plan.tables import Row, Table, tables

_LAST_LINES = re.compile(
    r"\n\s*(?:附\s*件|抄\s*送|印发机关|Annex|Attachment|Appendix)\s*\d*\s*[:：]"
    r"|\n\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:\n|$)"
)
_MORE = re.compile(
    r"(?:配合|协办|参加|参与|完成|时间|责任|协助)(?:单位|部门|时限|时间|期限|节点)\s*[:：]"
    r"|(?:Support|Cooperat|Participat|Deadline|Due|Time limit)[\w ]{0,20}:"
)
_TITLE_END = re.compile(r"[。:：；;]|\.\s|\n|$")
_SENTENCE = re.compile(r"[。；;]|\.(?:\s|$)|[.!?]$")


def assemble(source: str, year: int | None, headings: Mapping[int, int] | None = None) -> Plan:
    """The plan that a source text holds; `headings` are those known only by their style."""
    text = clean(source, headings)
    found = tables(text)
    tree = outline(text, found)
    writer = _Writer(source, text, year)
    writer.begin(tree.root)
    for kind, message, start, end in tree.remarks:
        writer.remark(kind, message, start, end)
    writer.note_tables(found)
    if not tree.count:
        writer.remark_all(
            "no_numbered_item", "No numbered item was found: the plan has no measures."
        )
    return writer.plan(tree.root)


@dataclass
class _Draft:
    """A task before its units and deadline are known, in clean offsets."""

    number: str | None
    start: int
    end: int
    found: list[Clause]
    inherited: Duty | None
    row: Row | None = None


@dataclass(frozen=True)
class _Kin:
    some_nest: bool  # one of the children has children of its own
    some_state: bool  # one of the leaves states its units


@dataclass
class _Writer:
    source: str
    text: Clean
    year: int | None
    title: str = ""
    year_doubt: str = ""
    remarks: list[Remark] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    _found: dict[tuple[int, int], list[Clause]] = field(default_factory=dict)
    _families: dict[int, _Kin] = field(default_factory=dict)

    def begin(self, root: Item) -> None:
        """Reads title and year from what stands before the first item."""
        first = root.children[0].start if root.children else len(self.text.text)
        front = self.text.text[:first].strip()
        self.title, _, preamble = front.partition("\n")
        self.title = self.title.strip()[:200]
        if self.year is None:
            self.year, self.year_doubt = plan_year(self.title, preamble)

    def remark(self, kind: str, message: str, start: int, end: int) -> None:
        if start < end:
            self.remarks.append(Remark(kind, message, *self.text.span(start, end)))

    def remark_all(self, kind: str, message: str) -> None:
        self.remarks.append(Remark(kind, message))

    def note_tables(self, found: list[Table]) -> None:
        for table in found:
            for start, end in table.skipped:
                message = "A table row with no task was left out."
                self.remark("row_skipped", message, start, end)

    def plan(self, root: Item) -> Plan:
        self._walk(root, (), None)
        remarks = sorted(
            self.remarks, key=lambda remark: -1 if remark.start is None else remark.start
        )
        return Plan(self.source, self.title, tuple(self.measures), tuple(remarks))

    # Headings

    def _walk(self, node: Item, path: tuple[str, ...], inherited: Duty | None) -> None:
        """Writes the measures of a heading and of those below it, in the order of the text."""
        place = len(self.measures)
        tasks: list[Task] = []
        below: list[Item] = []
        if node.kind != "root":
            tasks += self._under_heading(node, inherited)
        for child in node.children:
            if self._is_heading(child, node):
                below.append(child)
            else:
                tasks += [self._task(draft) for draft in self._drafts(child, inherited)]
        if tasks or (node.kind != "root" and not below):
            number = node.label
            title = self._title(node) if node.kind != "root" else self.title
            self.measures.insert(place, Measure(path, number, title, tuple(tasks)))
            if not tasks:
                self.remark("no_task", f"No task stands under “{title}”.", node.start, node.end)
        for child in below:
            self._walk(child, (*path, self._printed(child)), self._own_duty(child) or inherited)

    def _is_heading(self, item: Item, parent: Item) -> bool:
        if item.kind == "row":
            return False
        if item.kind == "row-section":
            return True
        if item.children:
            return not self._holds_its_children(item, parent)
        return self._is_empty_heading(item, parent)

    def _is_empty_heading(self, item: Item, parent: Item) -> bool:
        """A leaf that has a heading's form beside others that are headings, or by its style."""
        if self._clauses(item.body, item.end):
            return False
        title, _, text = self._segment(item).partition("\n")
        if _SENTENCE.search(title) or len(title) > 60 or (text and parent.kind != "root"):
            return False
        return item.heading is not None or self._kin(parent).some_nest

    def _kin(self, parent: Item) -> "_Kin":
        """What the children of an item are like, worked out once."""
        if id(parent) not in self._families:
            leaves = [child for child in parent.children if not child.children and not child.row]
            self._families[id(parent)] = _Kin(
                any(child.children for child in parent.children),
                any(self._clauses(leaf.body, leaf.end) for leaf in leaves),
            )
        return self._families[id(parent)]

    def _holds_its_children(self, item: Item, parent: Item) -> bool:
        """Whether the numbered parts of an item are one task's enumeration: ①…；②…。（A负责）"""
        leaves = item.children
        if any(child.children or child.row for child in leaves):
            return False
        stated = [bool(self._clauses(child.body, child.end)) for child in leaves]
        if any(stated[:-1]) or (len(stated) == 1 and stated[0] and not leaves[0].inline):
            return False
        own = self._clauses(item.body, leaves[0].start)
        if self._segment(item).rstrip().endswith((":", "：", "，", ",")) and (stated[-1] or own):
            return True
        if stated[-1] and len(stated) > 1:
            return leaves[0].inline or self._kin(parent).some_state
        if own and not stated[-1]:
            return bool(_SENTENCE.search(self._wording(item.body, own[0].start)))
        return leaves[0].inline and not stated[-1] and not item.inline

    def _segment(self, item: Item) -> str:
        """An item's own text, up to its first child."""
        return self._wording(item.body, self._own_end(item))

    @staticmethod
    def _own_end(item: Item) -> int:
        own = [child.start for child in item.children if child.kind not in {"row", "row-section"}]
        return min([item.end, *own])

    def _wording(self, start: int, end: int) -> str:
        return self.text.text[start:end].strip()

    def _title(self, item: Item) -> str:
        if item.kind == "row-section":
            return re.sub(r"\s+", " ", (item.row.section if item.row else "") or "")
        start, end = self._title_span(item)
        return re.sub(r"\s+", " ", self._wording(start, end)).strip(" .:：。；;")

    def _title_span(self, item: Item) -> tuple[int, int]:
        end = self._own_end(item)
        own = self._clauses(item.body, end)
        if own:
            end = own[0].start
        start = (
            item.body
            + len(self.text.text[item.body : end])
            - len(self.text.text[item.body : end].lstrip())
        )
        match = _TITLE_END.search(self.text.marks, start, end)
        return start, match.start() if match else end

    def _printed(self, item: Item) -> str:
        """A heading as printed: its number with its mark, and its title."""
        if item.label is None:
            return self._title(item)
        _, end = self._title_span(item)
        return re.sub(r"\s+", " ", self._wording(item.start, end)).strip(" .:：。；;")

    def _own_duty(self, item: Item) -> Duty | None:
        own = self._clauses(item.body, self._own_end(item)) if item.kind != "row-section" else []
        return own[0].duty if own else None

    # Tasks

    def _under_heading(self, node: Item, inherited: Duty | None) -> list[Task]:
        """Unnumbered paragraphs under a heading that state their units are tasks too."""
        if node.kind == "row-section":
            return []
        _, start = self._title_span(node)
        end = self._own_end(node)
        tasks = [
            self._task(_Draft(None, first, last, found, inherited))
            for first, last in self._paragraphs(start, end)
            if (found := trailing(self.text, self._clauses(first, last), last))
            and self._wording(first, found[0].start).strip("。.；;")
        ]
        rest = self._wording(start, end).strip(" 。.:：；;")
        if not tasks and len(rest) > 1 and not self._own_duty(node):
            message = f"Text under the heading was not read as a task: “{rest[:40]}”."
            self.remark("text_left", message, *self._trimmed(start, end))
        return tasks

    def _drafts(self, item: Item, inherited: Duty | None) -> Iterator[_Draft]:
        """The tasks of a leaf: usually one, or one for each paragraph that states its units."""
        if item.row is not None:
            yield _Draft(item.row.number, item.start, item.end, [], inherited, item.row)
            return
        end = self._last_line(item.body, item.children[-1].end if item.children else item.end)
        paragraphs = list(self._paragraphs(item.body, end))
        stating = [index for index, span in enumerate(paragraphs) if self._states(*span)]
        stating = [index for index in stating if not self._goes_on(paragraphs, index + 1)]
        if item.children or not stating:
            yield self._draft(item.label, item.body, end, inherited)
            return
        first = 0
        for order, index in enumerate(stating):
            number = item.label if not order else None
            yield self._draft(number, paragraphs[first][0], paragraphs[index][1], inherited)
            first = index + 1
        if first < len(paragraphs):
            self._leave(paragraphs[first][0], end)

    def _goes_on(self, paragraphs: list[tuple[int, int]], index: int) -> bool:
        """Whether the paragraph only adds to the clause before it: 配合单位：…"""
        return index < len(paragraphs) and bool(_MORE.match(self._wording(*paragraphs[index])))

    def _leave(self, start: int, end: int) -> None:
        text = self._wording(start, end)
        message = f"Text after a unit clause belongs to no numbered item: “{text[:40]}”."
        self.remark("text_left", message, *self._trimmed(start, end))

    def _states(self, start: int, end: int) -> bool:
        found = trailing(self.text, self._clauses(start, end), end)
        return bool(found)

    def _last_line(self, start: int, end: int) -> int:
        match = _LAST_LINES.search(self.text.text, start, end)
        return match.start() if match else end

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for match in re.finditer(r"[^\n]+", self.text.text[start:end]):
            span = self._trimmed(start + match.start(), start + match.end())
            if span[0] < span[1]:
                yield span

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        text = self.text.text[start:end]
        start += len(text) - len(text.lstrip())
        return start, start + len(text.strip())

    def _draft(self, number: str | None, start: int, end: int, inherited: Duty | None) -> _Draft:
        return _Draft(number, start, end, self._clauses(start, end), inherited)

    def _clauses(self, start: int, end: int) -> list[Clause]:
        if (start, end) not in self._found:
            self._found[start, end] = clauses(self.text, start, end)
        return self._found[start, end]

    def _task(self, draft: _Draft) -> Task:
        last = trailing(self.text, draft.found, draft.end)
        start, end = self._trimmed(draft.start, last[0].start if last else draft.end)
        if start >= end:
            start, end = self._trimmed(draft.start, draft.end)
        span = self.text.span(start, end) if start < end else (0, 0)
        name = f"Task {draft.number}" if draft.number else "An unnumbered task"
        duty = self._duty(draft, name, span)
        due = self._due(draft, start, end, duty, name, span)
        wording = self.text.text[start:end].replace("\v", "\n")
        return Task(draft.number, wording, tuple(duty.lead), tuple(duty.support), due, *span)

    def _say(self, kind: str, message: str, span: tuple[int, int]) -> None:
        self.remarks.append(Remark(kind, message, *span))

    def _duty(self, draft: _Draft, name: str, span: tuple[int, int]) -> Duty:
        if draft.row is not None:
            duty = _row_duty(draft.row)
        else:
            duty = _merged([clause.duty for clause in draft.found])
        if any(not clause.closed for clause in draft.found):
            self._say("bracket_missing", f"{name}: a bracket of its unit clause is missing.", span)
        if any(not clause.sure for clause in draft.found):
            self._say("clause_doubt", f"{name}: check that its last brackets name its unit.", span)
        if len(draft.found) > 1:
            message = f"{name} has {len(draft.found)} unit clauses; their units were put together."
            self._say("several_clauses", message, span)
        if not draft.found and not duty.units and draft.inherited:
            duty = draft.inherited
            message = f"{name} names no unit; those of its heading were taken."
            self._say("units_of_heading", message, span)
        self._check(duty, bool(draft.found or draft.row), name, span)
        return duty

    def _check(self, duty: Duty, stated: bool, name: str, span: tuple[int, int]) -> None:
        generic = [unit for unit in duty.units if is_generic(unit)]
        if not duty.units and not stated:
            self._say("no_unit_clause", f"{name} has no unit clause: choose its lead unit.", span)
        elif not duty.units or generic:
            what = f"only says “{generic[0]}”" if generic else "names none"
            message = f"{name}: its unit clause {what}: choose the units meant."
            self._say("no_unit_named", message, span)
        elif not duty.lead:
            self._say("no_lead", f"{name} has supporting units but no lead unit.", span)
        if len(duty.lead) > 1:
            how = "are named as lead" if duty.named else "are responsible jointly"
            message = f"{name}: {len(duty.lead)} units {how}: exactly one lead unit must be chosen."
            self._say("choose_lead", message, span)

    def _due(
        self, draft: _Draft, start: int, end: int, duty: Duty, name: str, span: tuple[int, int]
    ) -> date | None:
        found = deadlines(self.text.marks[start:end], self.year)
        if draft.row is not None:
            found = deadlines(draft.row.due, self.year, cell=True) or found
            if draft.row.due and not found:
                message = f"{name}: “{draft.row.due}” was not read as a deadline."
                self._say("deadline_unread", message, span)
        found += deadlines(duty.due, self.year, cell=True) if duty.due else []
        return self._settled(found, name, span)

    def _settled(self, found: list[Deadline], name: str, span: tuple[int, int]) -> date | None:
        for deadline in found:
            if deadline.doubt:
                why = f" {self.year_doubt}" if deadline.day is None and self.year_doubt else ""
                self._say("deadline_doubt", f"{name}: {deadline.doubt}{why}", span)
        days = sorted({deadline.day for deadline in found if deadline.day})
        if len(days) > 1:
            listed = ", ".join(day.isoformat() for day in days)
            message = f"{name} names several deadlines ({listed}); the last was taken."
            self._say("several_deadlines", message, span)
        return days[-1] if days else None


def _row_duty(row: Row) -> Duty:
    """The units of a table row: a column of lead units names the lead, 责任单位 need not."""
    lead, support = units(row.lead), units(row.support)
    return Duty(lead, support, named="support" in row.columns)


def _merged(duties: list[Duty]) -> Duty:
    """The units of all clauses of a task, each once; who leads in one supports in none."""
    lead = list(dict.fromkeys(unit for duty in duties for unit in duty.lead))
    support = dict.fromkeys(unit for duty in duties for unit in duty.support)
    return Duty(
        lead,
        [unit for unit in support if unit not in lead],
        named=any(duty.named for duty in duties),
        due=" ".join(duty.due for duty in duties),
    )
