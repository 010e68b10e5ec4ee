"""The life of a document: written, edited in Word, renewed, approved, held up by a moved number."""

from pathlib import Path
from typing import Any

import pytest

from goldthread.review.content import places, plain
from goldthread.review.models import ReviewDocument
from goldthread.review.rules.document import last_of
from goldthread.workflow.errors import Refused
from tests.indicators.support import load
from tests.review.building import Reviewed
from tests.review.document import editing
from tests.review.document.conftest import GRANTS, granted

TEMPLATE = """# Review of {{cycle}}

## Figures

There were {{C03 period=this unit=none}} grants, {{C03 period=earlier unit=none}} a year before.

## Work

The offices worked as planned.

- Of {{tasks state=all}} tasks, {{tasks state=completed}} are completed.

@table C03 period=this by=region most=2 | Grants

@chart C03 period=this back=1 | Grants by year
"""


@pytest.fixture
def document(world: Reviewed, home: Path) -> ReviewDocument:
    review = world.review()
    made: ReviewDocument = world.review_document(review, language="en", template=TEMPLATE)
    return made


def texts(document: ReviewDocument) -> list[str]:
    blocks = last_of(document).content["blocks"]
    return [plain(block["runs"]) for block in blocks if "runs" in block]


def code_of(document: ReviewDocument, asked: str) -> str:
    figures = last_of(document).content["figures"]
    return str(next(code for code, figure in figures.items() if figure["asked"] == asked))


def take_back(world: Reviewed, document: ReviewDocument, sha256: str, **more: Any) -> None:
    given = {"sha256": sha256, "base": document.edition} | more
    world.act(document, "take_back", "supervision", **given)


def refusal(world: Reviewed, document: ReviewDocument, action: str, by: str, **given: Any) -> Any:
    before = (document.version, document.edition, document.editions.count())
    with pytest.raises(Refused) as refused:
        world.act(document, action, by, **given)
    document.refresh_from_db()
    assert (document.version, document.edition, document.editions.count()) == before
    return refused.value


def test_the_first_edition_is_written_from_the_template(
    world: Reviewed, document: ReviewDocument
) -> None:
    edition = last_of(document)
    assert (document.state, document.edition, edition.came) == ("drafted", 1, "written")
    assert texts(document) == [
        "Figures",
        "There were 18 grants, 11 a year before.",
        "Work",
        "The offices worked as planned.",
        "Of 1 tasks, 0 are completed.",
    ]


def test_an_untouched_file_comes_back_as_it_went(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    before = last_of(document).content
    take_back(world, document, editing.kept(home, editing.word_file(document)))
    after = last_of(document)
    assert (document.edition, after.came) == (2, "taken_back")
    assert after.content == before


def test_text_edited_in_word_is_kept_and_numbers_stay_bound(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    code = code_of(document, "C03 period=2019-H1")

    def edit(opened: Any) -> None:
        editing.say(opened, " grants, ", " patents were granted, against ")
        editing.unbind(opened, code)

    file = editing.edited(editing.word_file(document), edit)
    take_back(world, document, editing.kept(home, file))
    assert texts(document)[1] == "There were 18 patents were granted, against 11 a year before."
    bound = [place.run["code"] for place in places(last_of(document).content)]
    assert bound[0] == code


def test_a_number_typed_over_is_refused_without_a_reason_and_stated_with_one(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    code = code_of(document, "C03 period=2019-H1")
    file = editing.edited(
        editing.word_file(document), lambda opened: editing.type_over(opened, code, "19")
    )
    sha256 = editing.kept(home, file)
    fault = refusal(
        world, document, "take_back", "supervision", sha256=sha256, base=document.edition
    )
    assert f"{code}: 18 → 19" in fault.in_language("en")
    assert "绑定的数字被改动" in fault.in_language("zh")

    reasons = [{"code": code, "stated": "19", "reason": "One was granted by hand."}]
    take_back(world, document, sha256, overrides=reasons)
    [override] = document.overrides.all()
    assert (override.code, override.computed, override.stated) == (code, "18", "19")
    assert (override.edition, override.reason) == (2, "One was granted by hand.")
    figure = last_of(document).content["figures"][code]
    assert figure["stated"] == {"18": {"text": "19", "reason": "One was granted by hand."}}
    assert "19†" in _word_text(document).replace(f"†{code}", "†")

    again = editing.kept(home, editing.word_file(document))
    take_back(world, document, again)
    assert last_of(document).content["figures"][code]["stated"]["18"]["text"] == "19"


def _word_text(document: ReviewDocument) -> str:
    from io import BytesIO

    import docx
    from docx.oxml.ns import qn

    opened = docx.Document(BytesIO(editing.word_file(document)))
    return "".join(t.text or "" for t in opened.element.body.iter(qn("w:t")))


def test_half_the_text_deleted_needs_a_tick(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    file = editing.edited(
        editing.word_file(document),
        lambda opened: editing.drop(opened, "as planned", "There were", "are completed"),
    )
    sha256 = editing.kept(home, file)
    fault = refusal(
        world, document, "take_back", "supervision", sha256=sha256, base=document.edition
    )
    assert "of the text is gone from the file (There were 18 grants" in fault.in_language("en")
    take_back(world, document, sha256, deletions=True)
    assert texts(document) == ["Figures", "Work"]


def test_a_file_of_an_edition_that_is_no_longer_the_last_is_refused(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    sha256 = editing.kept(home, editing.word_file(document))
    world.act(document, "renew", "supervision")
    fault = refusal(world, document, "take_back", "supervision", sha256=sha256, base=1)
    assert "edition 2 has come since" in fault.in_language("en")


def test_what_is_no_word_file_or_not_there_is_refused(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    fault = refusal(world, document, "take_back", "supervision", sha256="0" * 64, base=1)
    assert "There is no file of this hash" in fault.in_language("en")


def test_an_earlier_edition_is_restored_as_a_new_one(
    world: Reviewed, document: ReviewDocument
) -> None:
    world.act(document, "edit_template", "supervision", template="# Other\nNothing.")
    assert texts(document) == ["Nothing."]
    fault = refusal(world, document, "restore", "supervision", edition=9)
    assert "There are the editions 1 to 2." in fault.in_language("en")
    world.act(document, "restore", "supervision", edition=1)
    assert (document.edition, last_of(document).came) == (3, "restored")
    assert last_of(document).content == document.editions.get(number=1).content


def test_a_template_that_cannot_be_read_changes_nothing(
    world: Reviewed, document: ReviewDocument
) -> None:
    fault = refusal(
        world, document, "edit_template", "supervision", template="# R\n{{C99 period=this}}"
    )
    assert "Line 2, character 1: C99 period=2019-H1 cannot be asked" in fault.in_language("en")
    assert "第2行第1个字符" in fault.in_language("zh")


def test_signing_waits_for_the_review_to_be_final(
    world: Reviewed, document: ReviewDocument
) -> None:
    world.act(document, "approve", "supervision_head")
    fault = refusal(world, document, "sign", "issuer")
    assert "The review is not final yet" in fault.in_language("en")


def test_a_number_that_moved_since_the_approval_holds_the_signing_up(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    """One more grant of the half-year comes in between; it is named, and why it counts now."""
    world.lead_review(document.review, "final")
    world.act(document, "approve", "supervision_head")
    late = granted("9", "2019-06-05")
    load(home, [*GRANTS, late], received=world.at.date().isoformat())
    world.reach(world.at.date().replace(day=world.at.day + 1))
    fault = refusal(world, document, "sign", "issuer")
    said = fault.in_language("en")
    assert "2019-H1 18 grants → 19 grants (new rights +1)" in said
    assert "2018-H1 11 grants →" not in said
    assert "18件授权 → 19件授权（新增权利 +1）" in fault.in_language("zh")

    world.act(document, "reopen", "supervision_head", reason="moved")
    world.act(document, "approve", "supervision_head")
    world.act(document, "sign", "issuer")
    assert document.state == "signed"
    assert document.signed_on == world.at.date()


def test_renewing_keeps_the_edited_text_and_takes_the_numbers_of_the_new_release(
    world: Reviewed, document: ReviewDocument, home: Path
) -> None:
    file = editing.edited(
        editing.word_file(document), lambda opened: editing.say(opened, "as planned", "well")
    )
    take_back(world, document, editing.kept(home, file))
    load(home, [*GRANTS, granted("9", "2019-06-05")], received="2019-07-03")
    known = world.at.date()
    world.act(document.review, "freeze_again", "statistician", as_known_on=known, reason="late")
    fault = refusal(world, document, "approve", "supervision_head")
    assert "renew the numbers" in fault.in_language("en")
    world.act(document, "renew", "supervision")
    assert texts(document)[1] == "There were 19 grants, 11 a year before."
    assert texts(document)[3] == "The offices worked well."
    world.act(document, "approve", "supervision_head")
    assert document.state == "approved"
