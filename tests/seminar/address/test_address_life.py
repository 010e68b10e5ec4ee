"""The address through the engine: bound, checked, cleared, refused when a figure moved, given."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldthread.programme.models import Cycle, Measure
from goldthread.seminar.address_figures import text_of
from goldthread.seminar.models import Address, AddressFigure, Promise, Seminar
from goldthread.seminar.queries.checking import checked
from goldthread.workflow.errors import GuardUnmet, NotAllowed, PayloadRefused
from tests.indicators.support import load
from tests.programme.test_progress import granted
from tests.seminar.building import Convened

DAY = date(2019, 6, 3)
GRANTS = "{{C03 period=2019-H1 region=CN-ZJ counting=first-applicant}}"
CHANGE = "{{C03 period=2019-H1 counting=first-applicant change=percent}}"
EN = f"Zhejiang saw {GRANTS}. Nationwide they rose by {CHANGE}."
ZH = f"浙江授权{GRANTS}。全国同比增长{CHANGE}。"


def drafted(world: Convened, seminar: Seminar | None = None, **more: Any) -> Address:
    given = {"title_en": "Address", "title_zh": "讲话", "text_en": EN, "text_zh": ZH} | more
    on = seminar or world.seminar("planned")
    made: Address = world.make(Address(), "draft", "planning", seminar=on.pk, **given)
    return made


def refusal(call: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(GuardUnmet) as refused:
        call(*given, **more)
    return refused.value.in_language("en")


def test_an_address_is_drafted_cleared_and_given_with_its_figures(
    world: Convened, home: Path
) -> None:
    address = drafted(world)
    world.act(address, "clear", "issuer")
    rows = {row.binding: row for row in AddressFigure.objects.filter(address=address)}
    # Counted by hand: four of the five in Zhejiang; five after two are 150 % more.
    assert {binding: row.value for binding, row in rows.items()} == {
        "C03 period=2019-H1 region=CN-ZJ counting=first-applicant": "4",
        "C03 period=2019-H1 counting=first-applicant change=percent": "150",
    }
    [one, _two] = rows.values()
    assert one.identity["as_of"] == 1
    assert one.identity["periods"] == ["2019-H1"]
    assert len(one.identity["definition"]) == 64
    assert text_of(address, "zh", DAY, codes=False).text == "浙江授权4件授权。全国同比增长150.0%。"
    english = text_of(address, "en", DAY).text
    assert english.startswith(f"Zhejiang saw 4 grants [{one.code}]. Nationwide they rose by 150.0%")
    into = world.new_cycle("2019-H2", starts=date(2019, 7, 1), ends=date(2019, 12, 31))
    world.act(address, "give", "planning", into=into.pk)
    assert (address.state, Promise.objects.count()) == ("given", 0)


def test_a_figure_that_moved_keeps_the_address_from_being_given(
    world: Convened, home: Path
) -> None:
    address = drafted(world)
    world.act(address, "clear", "issuer")
    load(home, [granted("8", "2019-05-20")], received="2019-06-03")
    said = refusal(world.act, address, "give", "planning", into=world.cycle.pk)
    assert "region=CN-ZJ counting=first-applicant: 4 grants → 5 grants" in said
    assert "+150.0% → +200.0%" in said
    address.refresh_from_db()
    assert address.state == "cleared"
    # The text keeps what it was cleared with until it is cleared anew.
    assert text_of(address, "en", DAY, codes=False).text.startswith("Zhejiang saw 4 grants.")
    world.act(address, "reopen", "planning")
    assert text_of(address, "en", DAY, codes=False).text.startswith("Zhejiang saw 5 grants.")
    world.act(address, "clear", "issuer")
    assert sorted(AddressFigure.objects.values_list("value", flat=True)) == ["200", "5"]
    world.act(address, "give", "planning", into=world.cycle.pk)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Grants: {{C03}}.", "Line 1, character 9: it names no period."),
        ("A.\nGrants {{C03 period=2019-H1", "Line 2, character 8: “{{” is not closed by “}}”."),
        ("{{C99 period=2019-H1}}", "C99"),
        ("{{C03 period=2019-H7}}", "is no period"),
        ("{{C03 period=2019-H1 region=CN-QQ}}", "CN-QQ"),
        ("{{P01 period=2019-H1 month=2019-01}}", "is not divided by month"),
        ("{{__import__('os').system('x') period=2019}}", "it must begin with an indicator"),
    ],
)
def test_a_token_that_cannot_be_is_refused_with_its_place(
    world: Convened, home: Path, text: str, cause: str
) -> None:
    assert cause in refusal(drafted, world, text_en=text)
    assert not Address.objects.exists()


def test_what_contradicts_cannot_be_cleared_and_warnings_need_a_reason(
    world: Convened, home: Path
) -> None:
    task = world.task("in_progress")
    text = f"{task.ledger_number} has been settled. We examined 500 files."
    address = drafted(world, text_en=text, text_zh="")
    said = refusal(world.act, address, "clear", "issuer")
    assert "1 findings forbid it" in said
    assert f"{task.ledger_number} (in progress)" in said
    [block, warning] = checked(address, None, DAY).findings
    assert (block.kind, warning.kind) == ("contradiction", "unsourced")
    both = [{"finding": each.key, "reason": "见工作统计"} for each in (block, warning)]
    refusal(world.act, address, "clear", "issuer", accepted=both)

    world.act(address, "edit", "planning", title_en="Address", text_en="We examined 500 files.")
    assert "accepted with a reason" in refusal(world.act, address, "clear", "issuer")
    [warning] = checked(address, None, DAY).findings
    bad: Any
    for bad in ([{"finding": warning.key, "reason": " "}], [{"finding": warning.key}], {}, ["x"]):
        assert "rows of finding" in refusal(world.act, address, "clear", "issuer", accepted=bad)
    accepted = [{"finding": warning.key, "reason": "按月报统计"}]
    world.act(address, "clear", "issuer", accepted=accepted)
    assert [row["reason"] for row in address.accepted] == ["按月报统计"]

    # Opened again, the reason holds for the same sentence and for no other.
    world.act(address, "reopen", "issuer")
    world.act(address, "clear", "issuer")
    world.act(address, "reopen", "issuer")
    world.act(address, "edit", "planning", title_en="Address", text_en="We examined 501 files.")
    refusal(world.act, address, "clear", "issuer")


def test_an_address_without_text_is_not_cleared(world: Convened, home: Path) -> None:
    address = drafted(world, text_en=" ", text_zh="")
    assert "no text" in refusal(world.act, address, "clear", "issuer")


def test_a_figure_that_the_register_lacks_forbids_clearing(world: Convened, home: Path) -> None:
    address = drafted(world, text_en="Grants came to {{C03 period=2025-H1}}.", text_zh="")
    assert "has no value" in refusal(world.act, address, "clear", "issuer")


PROMISES_EN = (
    "Much was done. We will open an office in Geneva by the end of the year. "
    f"We will keep up enforcement, after {GRANTS}."
)
PROMISES_ZH = (
    f"工作取得进展。我们将于年底前在日内瓦设立海外机构。在{GRANTS}的基础上，我们将继续加强执法。"
)


def accepting(world: Convened, address: Address) -> list[dict[str, str]]:
    found = checked(address, None, DAY).findings
    return [{"finding": each.key, "reason": "会后立项"} for each in found]


def cleared(world: Convened, **texts: Any) -> Address:
    address = drafted(world, **texts)
    world.act(address, "clear", "issuer", accepted=accepting(world, address))
    return address


def test_each_promise_becomes_a_draft_measure(world: Convened, home: Path) -> None:
    address = cleared(world, text_en=PROMISES_EN, text_zh=PROMISES_ZH)
    event = world.act(address, "give", "planning", into=world.cycle.pk)
    rows = list(Promise.objects.select_related("measure"))
    assert [row.position for row in rows] == [1, 2]
    first, second = (row.measure for row in rows)
    assert (first.state, first.number, first.cycle_id) == ("drafted", 2, world.cycle.pk)
    assert first.title_en == "We will open an office in Geneva by the end of the year."
    assert first.title_zh == "我们将于年底前在日内瓦设立海外机构。"
    assert first.line_of_work == "international_cooperation"
    assert second.text_en == "We will keep up enforcement, after 4 grants."
    assert second.text_zh == "在4件授权的基础上，我们将继续加强执法。"
    assert (second.number, second.line_of_work) == (3, "protection")
    assert event.actor_name == "planning"


def test_what_is_left_out_becomes_no_measure(world: Convened, home: Path) -> None:
    address = cleared(world, text_en=PROMISES_EN, text_zh=PROMISES_ZH)
    said = refusal(world.act, address, "give", "planning", into=world.cycle.pk, left_out=["en:9"])
    assert said == "en:9 is no sentence that promises; there are: en:2, en:3, zh:2, zh:3."
    refusal(world.act, address, "give", "planning", into=world.cycle.pk, left_out={"en": 1})
    world.act(address, "give", "planning", into=world.cycle.pk, left_out=["zh:2"])
    [row] = Promise.objects.all()
    assert row.sentence_en.startswith("We will keep up enforcement")


def test_promises_that_do_not_match_are_refused_whole(world: Convened, home: Path) -> None:
    address = cleared(world, text_en=PROMISES_EN, text_zh="我们将于年底前在日内瓦设立海外机构。")
    said = refusal(world.act, address, "give", "planning", into=world.cycle.pk)
    assert "The English text makes 2 promises, the Chinese 1" in said
    assert (Measure.objects.count(), Promise.objects.count()) == (1, 0)
    world.act(address, "give", "planning", into=world.cycle.pk, left_out=["en:3"])
    [row] = Promise.objects.all()
    assert (row.sentence_en != "", row.sentence_zh != "") == (True, True)


def test_a_cycle_that_takes_no_measures_takes_no_promise(world: Convened, home: Path) -> None:
    address = cleared(world, text_en=PROMISES_EN, text_zh="")
    world.act(world.cycle, "close_reporting", "supervision")
    assert "closed" in refusal(world.act, address, "give", "planning", into=world.cycle.pk)
    refusal(world.act, address, "give", "planning", into=987654)
    assert Measure.objects.count() == 1
    assert Cycle.objects.count() == 1


def test_nothing_is_made_where_one_measure_cannot_be(world: Convened, home: Path) -> None:
    """The numbers of a cycle end before 100,000: the second promise cannot have one."""
    given = {"cycle": world.cycle.pk, "number": 99_998, "line_of_work": "protection"}
    world.make(Measure(), "draft", "planning", title_en="Last but one", **given)
    address = cleared(world, text_en=PROMISES_EN, text_zh=PROMISES_ZH)
    assert "100000" in refusal(world.act, address, "give", "planning", into=world.cycle.pk)
    address.refresh_from_db()
    assert (address.state, Measure.objects.count()) == ("cleared", 2)
    assert not Promise.objects.exists()


def test_who_may(world: Convened, home: Path) -> None:
    address = drafted(world)
    for name in ("planning", "secretariat", "zj_head", "press"):
        with pytest.raises(NotAllowed):
            world.act(address, "clear", name)
    world.act(address, "clear", "issuer")
    for name in ("issuer", "secretariat"):
        with pytest.raises(NotAllowed):
            world.act(address, "give", name, into=world.cycle.pk)


def test_bad_input_is_refused_and_leaves_nothing(world: Convened, home: Path) -> None:
    seminar = world.seminar("planned")
    other = world.planned("2020-H1")
    item = world.item(world.session(other))
    for bad in ({"title_en": "a" * 501}, {"item": item.pk}, {"item": 987654}):
        refusal(drafted, world, seminar, **bad)
    refusal(drafted, world, seminar, title_en=None, title_zh=None)
    for text in (5, "a" * 60_001, "a\0b"):
        with pytest.raises(PayloadRefused):
            drafted(world, seminar, text_en=text)
    world.act(seminar, "cancel", "issuer", reason="改期")
    assert "cancelled" in refusal(drafted, world, seminar)
    assert not Address.objects.exists()


def test_a_whole_speech_in_two_languages_fits(world: Convened, home: Path) -> None:
    english, chinese = "Much was done. " * 3_900, "工作取得进展。" * 8_500
    address = drafted(world, text_en=english, text_zh=chinese)
    address.refresh_from_db()
    assert (len(address.text_en), len(address.text_zh)) == (58_499, 59_500)
    world.act(address, "clear", "issuer")


def test_markup_stays_text(world: Convened, home: Path) -> None:
    text = "<script>alert(1)</script> & {{C03 period=2019-H1 counting=first-applicant}}"
    address = drafted(world, text_en=text, text_zh="")
    said = text_of(address, "en", DAY, codes=False).text
    assert said == "<script>alert(1)</script> & 5 grants"
