"""Who may, and what must hold: the review document."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings

from goldthread.documents.report.reading import NotReadable
from goldthread.offices.days import day_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.files import FileMissing, opened
from goldthread.programme.finding import found
from goldthread.programme.rules.words import FAULT, readable, told
from goldthread.review import stale
from goldthread.review.models import Edition, Review, ReviewDocument
from goldthread.review.reading_back import FORMS, FileDiffers, file_of
from goldthread.review.taking_back import Returned, Typed, returned
from goldthread.review.template.errors import TemplateRefused
from goldthread.review.writing import LANGUAGES, read, standard
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Titles, say

LONGEST_REASON: Final = 2_000
LONGEST_NUMBER: Final = 60
SHOWN: Final = 5
TOLD_BY: Final = ("final", "published")


def review_of(occasion: Occasion) -> Review | None:
    key = occasion.payload.get("review")
    if key is not None:
        return found(Review, key, "cycle")
    return occasion.obj.review if occasion.obj.review_id else None


def language_of(occasion: Occasion) -> str:
    return str(occasion.payload.get("language") or occasion.obj.language)


def template_of(occasion: Occasion) -> str:
    """The text that was given, else the standard one of the language."""
    given = occasion.payload.get("template")
    return str(given) if given else standard(language_of(occasion))


def edition_of(document: ReviewDocument, number: int | None = None) -> Edition | None:
    """An edition by its number, the last one where none is given."""
    wanted = document.edition if number is None else number
    edition: Edition | None = document.editions.filter(number=wanted).first()
    return edition


def last_of(document: ReviewDocument) -> Edition:
    edition = edition_of(document)
    assert edition is not None, "a document begins with its first edition"
    return edition


@rule(
    "review_document.review_frozen",
    told("the review's figures are frozen", "考核数据已冻结"),
    told(
        "There is no such review, or it is cancelled, or its figures are not frozen.",
        "考核评估不存在、已撤销，或其数据尚未冻结。",
    ),
    reads_payload=True,
)
def review_frozen(occasion: Occasion) -> bool:
    review = review_of(occasion)
    return review is not None and review.state != "cancelled" and review.releases.exists()


@rule(
    "review_document.known_template",
    told("a language of the product", "语言可用"),
    told("A document is written in {known}.", "报告语言为{known}之一。"),
    reads_payload=True,
)
def known_template(occasion: Occasion) -> bool | Unmet:
    return language_of(occasion) in LANGUAGES or Unmet({"known": list(LANGUAGES)})


@readable(
    "review_document.template_holds",
    told("the template can be read and its figures are known", "模板可读、所用数据存在"),
)
def template_holds(occasion: Occasion) -> None:
    review = review_of(occasion)
    if review is None or language_of(occasion) not in LANGUAGES:
        return
    try:
        read(template_of(occasion), review, day_of(occasion.at))
    except TemplateRefused as refused:
        raise PartRefused(refused.sentence) from None


@readable(
    "review_document.edition_readable",
    told("the file can be read and every change is accounted for", "修改稿可读、改动均有说明"),
)
def edition_readable(occasion: Occasion) -> None:
    document, given = occasion.obj, occasion.payload
    _refuse_other_edition(document, given["base"])
    back = returned_by(occasion)
    reasons_of(back, given.get("overrides"))
    if back.needs_confirming and not given.get("deletions"):
        raise PartRefused(
            say(
                "{share}% of the text is gone from the file ({shown}); confirm that this is meant.",
                "修改稿删去了{share}%的内容（{shown}），请确认。",
                share=round(back.deleted * 100),
                shown=_gone(back),
            )
        )


def _refuse_other_edition(document: ReviewDocument, base: int) -> None:
    if base != document.edition:
        raise PartRefused(
            say(
                "The file was made from edition {base}, and edition {now} has come since; bring "
                "the changes into a file of edition {now}.",
                "该文件依据第{base}版，其后已有第{now}版；请将改动并入第{now}版的文件。",
                base=base,
                now=document.edition,
            )
        )


def _gone(back: Returned) -> Titles:
    gone = [each.before[:40] for each in back.changes if each.kind == "deleted"][:SHOWN]
    return {"en": "; ".join(gone), "zh": "；".join(gone)}


def returned_by(occasion: Occasion) -> Returned:
    """The file of the payload against the last edition."""
    base = last_of(occasion.obj)
    try:
        with opened(Path(settings.GOLDTHREAD_HOME) / "files", occasion.payload["sha256"]) as file:
            return returned(base.content, file.read())
    except (FileMissing, NotReadable):
        raise PartRefused(
            say(
                "There is no file of this hash that is a Word document; upload it again.",
                "没有该哈希值对应的Word文件，请重新上传。",
            )
        ) from None


def reasons_of(back: Returned, given: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """For each number typed over, what is stated and why; PartRefused where a reason is missing."""
    rows = _overrides(given)
    found = {}
    for typed in back.typed:
        reason = rows.get((typed.code, typed.stated), "")
        if typed.stated == typed.computed:
            reason = reason or typed.computed
        if not reason or not typed.stated or len(typed.stated) > LONGEST_NUMBER:
            raise PartRefused(_typed_over(back.typed))
        found[typed.code, typed.computed] = (typed.stated, reason)
    return found


def _typed_over(typed: tuple[Typed, ...]) -> Any:
    lines = [f"{each.code}: {each.printed} → {each.stated or '—'}" for each in typed]
    return say(
        "Numbers that are bound were typed over ({shown}); put them back, or give a reason of at "
        "most {most} characters for each.",
        "绑定的数字被改动（{shown}），请恢复原值，或逐一说明理由（最多{most}个字符）。",
        shown="; ".join(lines[:SHOWN]) + (" …" if len(lines) > SHOWN else ""),
        most=LONGEST_REASON,
    )


def _overrides(given: Any) -> dict[tuple[str, str], str]:
    rows = [] if given is None else given
    if not isinstance(rows, list) or not all(_is_override(row) for row in rows):
        raise PartRefused(
            say(
                "Give the numbers stated otherwise as rows of code, stated and reason.",
                "改动的数字须逐条填写code、stated和reason。",
            )
        )
    return {(row["code"], row["stated"]): row["reason"].strip() for row in rows}


def _is_override(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and set(row) == {"code", "stated", "reason"}
        and all(isinstance(value, str) for value in row.values())
        and len(row["reason"]) <= LONGEST_REASON
    )


@rule(
    "review_document.edition_known",
    told("an earlier edition", "已有版本"),
    told("There are the editions 1 to {last}.", "已有版本为1至{last}。"),
    reads_payload=True,
)
def edition_known(occasion: Occasion) -> bool | Unmet:
    document = occasion.obj
    known = edition_of(document, occasion.payload["edition"]) is not None
    return known or Unmet({"last": document.edition})


@rule(
    "review_document.on_last_release",
    told("on the figures frozen last", "使用最近冻结的数据"),
    told(
        "The figures were frozen anew (release {now}) after this edition was written on release "
        "{then}; renew the numbers.",
        "本版本使用第{then}次冻结的数据，其后已重新冻结（第{now}次），请更新数据。",
    ),
)
def on_last_release(occasion: Occasion) -> bool | Unmet:
    then = last_of(occasion.obj).content["release"]
    release = occasion.obj.review.releases.order_by("-number").first()
    return then == release.number or Unmet({"then": then, "now": release.number})


@rule(
    "review_document.read_back",
    told("its files say what it says", "生成文件与内容一致"),
    FAULT,
)
def read_back(occasion: Occasion) -> bool | Unmet:
    edition = last_of(occasion.obj)
    try:
        for form in FORMS:
            file_of(occasion.obj, edition, form)
    except FileDiffers as differs:
        return Unmet({"fault": differs.sentence})
    return True


@rule(
    "review_document.figures_stand",
    told("no number has moved since its approval", "审核后数据未变"),
    told(
        "Numbers have moved since the document was approved: {moved}. Open it again, renew the "
        "numbers and approve it anew.",
        "审核后数据有变：{moved}。请退回修改、更新数据后重新审核。",
    ),
)
def figures_stand(occasion: Occasion) -> bool | Unmet:
    document = occasion.obj
    moved = stale.moved(document, last_of(document).content, day_of(occasion.at))
    listed = {lang: stale.listed(moved, lang) for lang in ("en", "zh")}
    return not moved or Unmet({"moved": listed})


@rule(
    "review_document.review_final",
    told("the review is final", "考核评估已定稿"),
    told(
        "The review is not final yet ({state}); its document is signed after that.",
        "考核评估尚未定稿（{state}），定稿后方可签发报告。",
    ),
)
def review_final(occasion: Occasion) -> bool | Unmet:
    review = occasion.obj.review
    titles = review.machine.state(review.state).titles
    return review.state in TOLD_BY or Unmet({"state": titles})
