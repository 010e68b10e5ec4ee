"""Every row of the tables of documents and requirements."""

from datetime import date
from typing import Any

import pytest

from goldthread.programme.models import Requirement, SourceDocument
from goldthread.programme.transitions import REQUIREMENT, SOURCE_DOCUMENT
from tests.programme.building import CLAUSES, World
from tests.programme.rows.harness import Guarded, Row, Try, guards_of, refused, steps_of, who_may

PLANNING, ISSUER = frozenset({"planning"}), frozenset({"issuer"})
DOCUMENT: dict[str, Any] = {
    "title_zh": "强国纲要",
    "kind": "strategy",
    "language": "zh",
    "issued_on": date(2019, 1, 2),
    "clauses": list(CLAUSES),
}


def drafted(world: World, key: str = "draft", **more: Any) -> SourceDocument:
    given = {"key": key, **DOCUMENT, **more}
    return world.make(SourceDocument(), "draft", "planning", **given)


def document_in(world: World, state: str) -> SourceDocument:
    return drafted(world) if state == "drafted" else world.new_document("other")


def document(action: str, source: str, target: str, who: frozenset[str], **payload: Any) -> Row:
    return Row(action, source, target, who, lambda w: Try(document_in(w, source), payload))


def superseded(world: World, successor: str = "") -> Try:
    new = world.new_document("new")
    return Try(world.document, {"successor": successor or new.pk})


NEW_CLAUSE = [{"path": "9", "text": "附则"}]
DOCUMENTS = (
    Row(
        "draft",
        "",
        "drafted",
        PLANNING,
        lambda _: Try(SourceDocument(), {"key": "draft", **DOCUMENT}),
    ),
    document("edit", "drafted", "drafted", PLANNING, **DOCUMENT),
    document("add_clauses", "drafted", "drafted", PLANNING, clauses=NEW_CLAUSE),
    document("issue", "drafted", "issued", ISSUER),
    Row("supersede", "issued", "superseded", ISSUER, superseded),
    document("withdraw", "drafted", "withdrawn", PLANNING, reason="重复录入"),
)


def unreadable(**given: Any) -> Any:
    return lambda _: Try(SourceDocument(), {"key": "draft", **DOCUMENT, **given})


def clause_dropped(world: World) -> Try:
    """A draft of whose clauses one is named by a requirement; the edit leaves it out."""
    draft = drafted(world)
    given = {"cycle": world.cycle.pk, "number": "8", "title_zh": "要求"}
    clause = draft.clauses.get(path="1.1").pk
    world.make(Requirement(), "draft", "planning", clause=clause, **given)
    return Try(draft, {**DOCUMENT, "clauses": [CLAUSES[0], CLAUSES[2]]})


def replaced_in_a_circle(world: World) -> Try:
    """The second document takes the place of the first, and is to be replaced by it."""
    second = world.new_document("second")
    world.act(world.document, "supersede", "issuer", successor=second.pk)
    return Try(second, {"successor": world.document.pk})


KINDS = "strategy, plan, directive, government_report, notice, address, law"
READABLE = (
    (
        "title",
        {"title_zh": None},
        "Give a title in English, in Chinese, or both.",
        "请填写英文或中文标题。",
    ),
    (
        "kind",
        {"kind": "poem"},
        f"There is no kind of document poem; there are: {KINDS}.",
        f"没有文件类别poem，可用的有：{KINDS}。",
    ),
    (
        "language",
        {"language": "Chinese"},
        "Write the language of the text as a code such as zh, en or es.",
        "文本语言请写语言代码，如 zh、en、es。",
    ),
    (
        "clauses",
        {"clauses": [{"path": "1", "text": "x"}, {"path": "1", "text": "y"}]},
        "clause 2: the path 1 stands twice.",
        "第2项条款：条款号1重复。",
    ),
)
SUCCESSOR = (
    (
        "The document that takes its place must be another one, issued, and not be replaced by "
        "this one, however indirectly."
    ),
    "替代文件须为另一已印发文件，且不得直接或间接由本文件替代。",
)
GUARDED_DOCUMENTS = (
    Guarded(
        "draft",
        "source_document.key_free",
        unreadable(key="outline-2019"),
        "The key outline-2019 is taken, or holds blanks, # or /.",
        "编号outline-2019已被使用，或含有空格、#、/。",
    ),
    *(
        Guarded("draft", "source_document.readable", unreadable(**given), en, zh, why=why)
        for why, given, en, zh in READABLE
    ),
    *(
        Guarded(
            "edit",
            "source_document.readable",
            lambda w, given=given: Try(drafted(w), {**DOCUMENT, **given}),
            en,
            zh,
            why=why,
        )
        for why, given, en, zh in READABLE
    ),
    Guarded(
        "edit",
        "source_document.clauses_kept",
        clause_dropped,
        "The clauses 1.1 are named by requirements or tasks; keep their paths.",
        "条款1.1已被工作要求或事项引用，请保留其条款号。",
    ),
    Guarded(
        "add_clauses",
        "source_document.clauses_new",
        lambda w: Try(drafted(w), {"clauses": [CLAUSES[1], *NEW_CLAUSE]}),
        "Give clauses that are not there yet; there are already: 1.1.",
        "请给出尚未录入的条款；已有：1.1。",
    ),
    Guarded(
        "issue",
        "source_document.has_clauses",
        lambda w: Try(drafted(w, clauses=None)),
        "The document has no clauses; enter them, so that work can be led back to them.",
        "文件尚无条款，请先录入，以便工作追溯到条款。",
    ),
    Guarded(
        "supersede",
        "source_document.successor_fits",
        lambda w: Try(w.document, {"successor": w.document.pk}),
        *SUCCESSOR,
        why="itself",
    ),
    Guarded(
        "supersede", "source_document.successor_fits", replaced_in_a_circle, *SUCCESSOR, why="loop"
    ),
)

ASKED: dict[str, Any] = {"number": "5", "title_zh": "健全保护体系"}


def asked(world: World, **more: Any) -> dict[str, Any]:
    return {**ASKED, "clause": world.document.clauses.get(path="1").pk, **more}


def wanted(world: World, **more: Any) -> Try:
    return Try(Requirement(), asked(world, cycle=world.cycle.pk) | more)


def requirement_in(world: World, state: str) -> Requirement:
    if state == "issued":
        return world.new_requirement("4")
    given = wanted(world, number="4")
    return world.make(given.obj, "draft", "planning", **given.payload)


def requirement(action: str, source: str, target: str, who: frozenset[str], **payload: Any) -> Row:
    return Row(action, source, target, who, lambda w: Try(requirement_in(w, source), payload))


REQUIREMENTS = (
    Row("draft", "", "drafted", PLANNING, wanted),
    Row(
        "edit",
        "drafted",
        "drafted",
        PLANNING,
        lambda w: Try(requirement_in(w, "drafted"), asked(w)),
    ),
    requirement("issue", "drafted", "issued", ISSUER),
    requirement("supersede", "issued", "superseded", ISSUER, reason="政策调整"),
    requirement("withdraw", "drafted", "withdrawn", PLANNING, reason="重复"),
)


def edited(**given: Any) -> Any:
    return lambda w: Try(requirement_in(w, "drafted"), asked(w, **given))


def both(guard: str, en: str, zh: str, **given: Any) -> tuple[Guarded, Guarded]:
    return (
        Guarded("draft", guard, lambda w: wanted(w, **given), en, zh),
        Guarded("edit", guard, edited(**given), en, zh),
    )


def of_a_draft(world: World) -> Try:
    given = wanted(world, clause=drafted(world).clauses.get(path="1").pk)
    return Try(world.make(given.obj, "draft", "planning", **given.payload))


GUARDED_REQUIREMENTS = (
    Guarded(
        "draft",
        "requirement.cycle_running",
        lambda w: wanted(w, cycle="77"),
        "There is no such cycle, or it is closed for new requirements.",
        "周期不存在，或已不再接收新的工作要求。",
    ),
    *both(
        "requirement.titled",
        "Give a title in English, in Chinese, or both.",
        "请填写英文或中文标题。",
        title_zh=None,
    ),
    *both(
        "requirement.number_free",
        "The number 1 is taken in this cycle, or has over 40 characters.",
        "序号1在本周期已被使用，或超过40个字符。",
        number="1",
    ),
    *both(
        "requirement.clause_known",
        "There is no such clause, or its document was withdrawn or superseded.",
        "来源条款不存在，或其文件已撤回、已被取代。",
        clause="one",
    ),
    Guarded(
        "issue",
        "requirement.document_issued",
        of_a_draft,
        "The document of its clause is not issued; issue the document first.",
        "来源文件尚未印发，请先印发。",
    ),
)
BY = {"issue": "issuer", "supersede": "issuer"}


@pytest.mark.parametrize("row", [*DOCUMENTS, *REQUIREMENTS], ids=lambda row: row.name)
def test_who_may(world: World, row: Row) -> None:
    who_may(world, row)


@pytest.mark.parametrize(
    "row", [*GUARDED_DOCUMENTS, *GUARDED_REQUIREMENTS], ids=lambda row: row.name
)
def test_guard(world: World, row: Guarded) -> None:
    refused(world, row, BY.get(row.action, "planning"))


def test_every_row_and_guard_is_here() -> None:
    assert {(r.action, r.source, r.target) for r in DOCUMENTS} == steps_of(SOURCE_DOCUMENT)
    assert {(g.action, g.guard) for g in GUARDED_DOCUMENTS} == guards_of(SOURCE_DOCUMENT)
    assert {(r.action, r.source, r.target) for r in REQUIREMENTS} == steps_of(REQUIREMENT)
    assert {(g.action, g.guard) for g in GUARDED_REQUIREMENTS} == guards_of(REQUIREMENT)


def test_edit_keeps_the_keys_of_clauses(world: World) -> None:
    draft = drafted(world)
    before = dict(draft.clauses.values_list("path", "pk"))
    given = [{"path": "0", "text": "总则"}, CLAUSES[2], CLAUSES[0]]

    world.act(draft, "edit", "planning", **{**DOCUMENT, "clauses": given})

    after = list(draft.clauses.values_list("path", "position", "pk"))
    assert [row[:2] for row in after] == [("0", 1), ("2", 2), ("1", 3)]
    assert {path: pk for path, _, pk in after if path != "0"} == {
        path: before[path] for path in ("1", "2")
    }


def test_edit_without_clauses_keeps_them(world: World) -> None:
    draft = drafted(world)

    world.act(draft, "edit", "planning", **{**DOCUMENT, "clauses": None, "title_en": "Outline"})

    assert draft.title_en == "Outline"
    assert list(draft.clauses.values_list("path", flat=True)) == ["1", "1.1", "2"]
