"""Every row and every guard of the minutes and their corrections; revisions compared."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from goldthread.seminar.models import Delegation, MinutesCorrection, MinutesEntry, MinutesRevision
from goldthread.seminar.queries.minutes import Piece, compare, pieces, revision, revisions
from goldthread.seminar.transitions import MINUTES_CORRECTION, MINUTES_ENTRY
from goldthread.workflow.errors import NotAllowed
from tests.seminar.building import Convened
from tests.seminar.meeting.rows import No, Step, does, left_out, says, unguarded
from tests.seminar.proposals.refusing import refused

TEXT = {"text_en": "Agreed.", "text_zh": "同意。"}


def entry(state: str) -> Any:
    """The entry on the statements."""
    way = {"drafted": "minutes_drafted", "circulated": "circulated", "confirmed": "confirmed"}

    def given(world: Convened) -> MinutesEntry:
        found: MinutesEntry = world.statements(world.seminar(way[state])).entry
        return found

    return given


def held(world: Convened, _obj: object = None) -> dict[str, Any]:
    return {"item": world.statements(world.seminar("closed")).pk, **TEXT}


def twice_written(state: str) -> Any:
    def given(world: Convened) -> MinutesEntry:
        found: MinutesEntry = entry(state)(world)
        world.act(found, "write", "clerk", **TEXT)
        return found

    return given


def first(_world: Convened, _obj: object) -> dict[str, int]:
    return {"revision": 1}


def text(_world: Convened, _obj: object) -> dict[str, str]:
    return TEXT


ENTRIES = (
    Step("begin", "", "drafted", "clerk", lambda _w: MinutesEntry(), held),
    *(
        Step("write", state, state, "secretariat", entry(state), text)
        for state in ("drafted", "circulated")
    ),
    *(
        Step("restore", state, state, "clerk", twice_written(state), first)
        for state in ("drafted", "circulated")
    ),
    Step("circulate", "drafted", "circulated", "system:seminar", entry("drafted")),
    Step("confirm", "circulated", "confirmed", "system:seminar", entry("circulated")),
)


def zj(found: MinutesEntry) -> Delegation:
    seminar = found.item.session.seminar
    made: Delegation = Delegation.objects.get(seminar=seminar, office__code="IPO-ZJ")
    return made


def proposing(world: Convened, _obj: object = None) -> dict[str, Any]:
    found = entry("circulated")(world)
    passage = {"passage": "The heads agreed", "wording": "All heads agreed"}
    return {"entry": found.pk, "delegation": zj(found).pk, **passage}


def proposed(world: Convened, **more: Any) -> MinutesCorrection:
    found = entry("circulated")(world)
    return world.correction(found, zj(found), **more)


CORRECTIONS = (
    Step("propose", "", "proposed", "delegate", lambda _w: MinutesCorrection(), proposing),
    Step("take", "proposed", "taken", "secretariat", proposed),
    Step(
        "decline",
        "proposed",
        "declined",
        "clerk",
        proposed,
        lambda _w, _o: {"reason": "与录音不符"},
    ),
    Step("withdraw", "proposed", "withdrawn", "zj_head", proposed),
)


def no(action: str, guard: str, by: str, given: Any, en: str, zh: str, why: str = "") -> No:
    return No(action, guard, by, given, en, zh, why)


def not_held(world: Convened) -> Any:
    item = world.statements(world.seminar("in_session"))
    return MinutesEntry(), {"item": item.pk, **TEXT}


def begun_twice(world: Convened) -> Any:
    return MinutesEntry(), {"item": entry("drafted")(world).item_id, **TEXT}


def too_late(world: Convened) -> Any:
    """A break that was held; the minutes are out."""
    seminar = world.seminar("documents_closed")
    pause = world.item(world.statements(seminar).session, kind="break", minutes=10)
    world.lead_to(seminar, "circulated")
    return MinutesEntry(), {"item": pause.pk, **TEXT}


def restoring(number: int) -> Any:
    return lambda world: (twice_written("drafted")(world), {"revision": number})


def still_a_draft(world: Convened) -> Any:
    found = entry("drafted")(world)
    given = {"passage": "The", "wording": "A", "entry": found.pk, "delegation": zj(found).pk}
    return MinutesCorrection(), given


def late(world: Convened) -> Any:
    given = proposing(world)
    world.reach(date(2019, 8, 16))
    return MinutesCorrection(), given


def ambiguous(world: Convened) -> Any:
    """Found once when proposed, three times when decided."""
    made = proposed(world)
    words = "agreed to act, agreed to act, and agreed to act"
    world.act(made.entry, "write", "clerk", text_en=words)
    return made, {}


def gone(world: Convened) -> Any:
    made = proposed(world)
    world.act(made.entry, "write", "clerk", text_en="Nothing was said.")
    return made, {}


WRITE = ("Write the text in English, in Chinese, or both.", "请填写英文或中文内容。")
NO_ENTRY = (
    "Name an entry of this seminar's minutes that is circulated for correction.",
    "请填写本座谈会正在征求更正的纪要条目。",
)
ENTRY_REFUSALS = (
    no(
        "begin",
        "minutes.item_free",
        "clerk",
        not_held,
        "Minutes are taken of an item that is under way or was held.",
        "纪要须针对进行中或已举行的事项起草。",
    ),
    no(
        "begin",
        "minutes.item_free",
        "clerk",
        begun_twice,
        "There is an entry for this item already; go on with that one.",
        "该事项已有纪要条目，请在原条目上编写。",
        "twice",
    ),
    no(
        "begin",
        "minutes.item_free",
        "clerk",
        too_late,
        "The minutes of this seminar were circulated; no entry is added any more.",
        "本座谈会纪要已印发，不再增加条目。",
        "late",
    ),
    no(
        "begin",
        "minutes.written",
        "clerk",
        lambda w: (MinutesEntry(), {"item": held(w)["item"], "text_en": "  "}),
        *WRITE,
    ),
    no("write", "minutes.written", "clerk", lambda w: (entry("drafted")(w), {}), *WRITE),
    *(
        no(
            "restore",
            "minutes.revision_known",
            "clerk",
            restoring(number),
            f"There is no revision {number} of which the text differs from the present one; "
            "revisions are counted from 1 to 2.",
            f"没有内容不同于现版的第{number}版；版本为第1至2版。",
            str(number),
        )
        for number in (0, 2, 3, 1 << 40)
    ),
)
CORRECTION_REFUSALS = (
    no("propose", "correction.circulated", "zj_head", still_a_draft, *NO_ENTRY),
    no(
        "propose",
        "correction.circulated",
        "zj_head",
        late,
        "Corrections were taken until 2019-08-15.",
        "更正已于2019-08-15截止。",
        "late",
    ),
    no(
        "propose",
        "correction.passage_found",
        "zj_head",
        lambda w: (MinutesCorrection(), proposing(w) | {"passage": "the heads agreed"}),
        "The passage does not stand in the entry word for word; copy it from there.",
        "条目中没有与所填原文完全一致的文字，请从条目中复制。",
    ),
    *(
        no(
            "take",
            "correction.passage_once",
            "secretariat",
            given,
            f"The passage stands in the entry {count} times, so that it is not clear what would "
            "change; write the entry by hand, then decline the correction with a reason.",
            f"原文在条目中出现{count}次，无法确定更正之处；请手工修改条目后注明理由不采纳。",
            str(count),
        )
        for given, count in ((ambiguous, 3), (gone, 0))
    ),
)


@pytest.mark.parametrize("step", [*ENTRIES, *CORRECTIONS], ids=lambda step: step.name)
def test_done(world: Convened, step: Step) -> None:
    assert does(world, step).state == step.target


@pytest.mark.parametrize(
    "each", [*ENTRY_REFUSALS, *CORRECTION_REFUSALS], ids=lambda each: each.name
)
def test_refused(world: Convened, each: No) -> None:
    assert says(world, each) == (each.en, each.zh)


def test_every_row_and_every_guard_is_tried() -> None:
    for machine, steps, refusals in (
        (MINUTES_ENTRY, ENTRIES, ENTRY_REFUSALS),
        (MINUTES_CORRECTION, CORRECTIONS, CORRECTION_REFUSALS),
    ):
        assert left_out(machine, steps) == set()
        assert unguarded(machine, refusals) == set()


def test_every_write_is_a_revision_and_the_first_comes_back(world: Convened) -> None:
    found = entry("drafted")(world)
    world.act(found, "write", "clerk", text_zh="各局同意。\r\n另行研究。")
    world.act(found, "restore", "secretariat", revision=1)
    rows = MinutesRevision.objects.filter(entry=found).order_by("number")
    assert [(row.number, row.text_en, row.text_zh, row.author, row.restores) for row in rows] == [
        (1, "The heads agreed to act together.", "各局一致同意协同推进。", "secretariat", None),
        (2, "", "各局同意。\n另行研究。", "clerk", None),
        (3, "The heads agreed to act together.", "各局一致同意协同推进。", "secretariat", 1),
    ]
    assert [each.number for each in revisions(found)] == [3, 2, 1]
    assert (found.revision, found.text_en) == (3, "The heads agreed to act together.")


def test_a_correction_that_is_taken_is_a_revision_of_its_own(world: Convened) -> None:
    made = proposed(world)
    world.act(made, "take", "secretariat")
    found = MinutesEntry.objects.get(pk=made.entry_id)
    assert (found.revision, found.text_en) == (2, "The heads resolved to act together.")
    assert revision(found, 2).author == "correction"
    assert found.text_zh == "各局一致同意协同推进。"


def test_nobody_corrects_for_another_delegation_and_markup_is_text(world: Convened) -> None:
    given = proposing(world) | {"wording": "<script>alert(1)</script>"}
    refused(world, MinutesCorrection(), "propose", "js_head", NotAllowed, **given)
    made = world.make(MinutesCorrection(), "propose", "zj_head", **given)
    world.act(made, "take", "clerk")
    found = MinutesEntry.objects.get(pk=made.entry_id)
    assert found.text_en == "<script>alert(1)</script> to act together."


def test_english_is_compared_by_word_and_chinese_by_character(world: Convened) -> None:
    found = entry("drafted")(world)
    given = {"text_en": "The heads resolved to act together.", "text_zh": "各局同意协同推进工作。"}
    world.act(found, "write", "clerk", **given)
    told = compare(revision(found, 1), revision(found, 2)).pieces
    assert told["en"] == (
        Piece("same", "The heads "),
        Piece("removed", "agreed"),
        Piece("added", "resolved"),
        Piece("same", " to act together."),
    )
    assert told["zh"] == (
        Piece("same", "各局"),
        Piece("removed", "一致"),
        Piece("same", "同意协同推进"),
        Piece("added", "工作"),
        Piece("same", "。"),
    )


TEXTS = st.text(st.sampled_from("ab 各局。.\n"), max_size=40)


@for_all(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(earlier: str, later: str) -> None:
    found = pieces(earlier, later, list)
    assert "".join(each.text for each in found if each.change != "added") == earlier
    assert "".join(each.text for each in found if each.change != "removed") == later
    assert (earlier == later) == all(each.change == "same" for each in found)


def test_two_long_texts_of_one_letter_are_compared_without_waiting() -> None:
    found = pieces("a" * 9_999, "a" * 10_000, list)
    assert [each.change for each in found] == ["removed", "added"]
