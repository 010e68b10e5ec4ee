"""Who may, and what must hold: the head's address."""

from collections.abc import Mapping
from typing import Any

from goldthread.offices.days import day_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.models import Cycle
from goldthread.programme.models.base import TITLE_LENGTH
from goldthread.programme.rules.source import WRITING
from goldthread.programme.rules.words import readable, titled, told
from goldthread.seminar.address_figures import moved_since, refuse_unknown
from goldthread.seminar.given import lengths
from goldthread.seminar.models import AgendaItem, Seminar
from goldthread.seminar.queries.checking import checked
from goldthread.seminar.speech.errors import PromisesRefused
from goldthread.seminar.speech.finding import Finding
from goldthread.seminar.speech.pairing import Pair, pairs
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, Titles, say

LENGTHS = {"title_en": TITLE_LENGTH, "title_zh": TITLE_LENGTH}
LONGEST_REASON = 2_000
SHOWN = 3

titled("address.titled")


@rule(
    "address.seminar_running",
    told("the seminar is under way or ahead", "座谈会未结束"),
    told(
        "There is no such seminar, or it is archived or cancelled.",
        "座谈会不存在，或已归档、已取消。",
    ),
    reads_payload=True,
)
def seminar_running(occasion: Occasion) -> bool:
    seminar = found(Seminar, occasion.payload["seminar"])
    return seminar is not None and seminar.is_open


@readable(
    "address.figures_known",
    told("its text can be read and its figures are known", "文稿可读、所绑定的数据存在"),
)
def figures_known(occasion: Occasion) -> None:
    given = occasion.payload
    lengths.hold(occasion.transition, given, LENGTHS)
    _refuse_foreign_item(occasion)
    for lang in ("en", "zh"):
        refuse_unknown(given[f"text_{lang}"] or "")


def _refuse_foreign_item(occasion: Occasion) -> None:
    key = occasion.payload["item"]
    if not key:
        return
    seminar = occasion.obj.seminar_id or _key(found(Seminar, occasion.payload.get("seminar")))
    item = found(AgendaItem, key, "session")
    if item is None or item.session.seminar_id != seminar:
        raise PartRefused(
            say(
                "{key} is no item of this seminar.", "{key}不是本次座谈会的议程事项。", key=key[:40]
            )
        )


def _key(seminar: Seminar | None) -> int | None:
    return None if seminar is None else int(seminar.pk)


@readable(
    "address.nothing_contradicts",
    told("nothing contradicts it, warnings are accepted with a reason", "无矛盾，提示均已说明理由"),
)
def nothing_contradicts(occasion: Occasion) -> None:
    address = occasion.obj
    if not (address.text_en.strip() or address.text_zh.strip()):
        raise PartRefused(say("The address has no text yet.", "讲话尚无正文。"))
    accepted = read_accepted(occasion.payload.get("accepted"))
    # Whoever clears it answers for the whole: it is held against all that there is.
    result = checked(address, None, day_of(occasion.at))
    if result.blocking:
        raise PartRefused(
            _sentence(
                "{count} findings forbid it: {shown}.",
                "有{count}处须先改正：{shown}。",
                result.blocking,
            )
        )
    waiting = result.open_warnings(accepted)
    if waiting:
        raise PartRefused(
            _sentence(
                "{count} findings are to be mended, or accepted with a reason: {shown}.",
                "有{count}处提示须改正，或说明理由后接受：{shown}。",
                waiting,
            )
        )


def read_accepted(given: Any) -> dict[str, str]:
    """The reasons by the keys of the findings, from rows of `finding` and `reason`."""
    rows = [] if given is None else given
    if not isinstance(rows, list) or not all(_is_accepted(row) for row in rows):
        raise PartRefused(
            say(
                "Give the accepted findings as rows of finding and reason, each with a reason of "
                "at most {most} characters.",
                "已接受的提示须逐条填写finding和reason，理由不可为空，最多{most}个字符。",
                most=LONGEST_REASON,
            )
        )
    return {row["finding"]: row["reason"].strip() for row in rows}


def _is_accepted(row: Any) -> bool:
    if not isinstance(row, Mapping) or set(row) != {"finding", "reason"}:
        return False
    texts = all(isinstance(value, str) and value.strip() for value in row.values())
    return texts and len(row["reason"]) <= LONGEST_REASON


def _sentence(en: str, zh: str, findings: tuple[Finding, ...]) -> Sentence:
    first = findings[:SHOWN]
    shown: Titles = {
        lang: glue.join(f"{_quoted(each)} – {each.why.in_language(lang)}" for each in first)
        for lang, glue in (("en", " "), ("zh", ""))
    }
    bare = {lang: text.rstrip(".。") for lang, text in shown.items()}
    return say(en, zh, count=len(findings), shown=bare)


def _quoted(each: Finding) -> str:
    text = each.text if len(each.text) <= 60 else f"{each.text[:59]}…"
    return f"“{text}”"


@rule(
    "address.figures_stand",
    told("no figure has moved since it was cleared", "审定后数据未变"),
    told(
        "Figures have moved since the address was cleared ({moved}); open it again and clear it "
        "anew.",
        "审定后数据有变（{moved}），请重新修改并审定。",
    ),
)
def figures_stand(occasion: Occasion) -> bool | Unmet:
    moved = moved_since(occasion.obj, day_of(occasion.at))
    told_of = {
        lang: glue.join(each.told[lang] for each in moved)
        for lang, glue in (("en", "; "), ("zh", "；"))
    }
    return not moved or Unmet({"moved": told_of})


@rule(
    "address.cycle_takes_measures",
    told("the cycle takes measures", "周期可接收举措"),
    told(
        "There is no such cycle, or it is closed for new measures.",
        "周期不存在，或已不再接收新的举措。",
    ),
    reads_payload=True,
)
def cycle_takes_measures(occasion: Occasion) -> bool:
    cycle = found(Cycle, occasion.payload["into"])
    return cycle is not None and cycle.state in WRITING


@readable(
    "address.promises_readable",
    told("its promises can be told one by one", "承诺可逐一对应"),
)
def promises_readable(occasion: Occasion) -> None:
    promised(occasion)


def promised(occasion: Occasion) -> list[Pair]:
    """The promises that become measures; PartRefused where they cannot be told."""
    keys = occasion.payload["left_out"] or []
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise PartRefused(
            say(
                "Give what is no promise as a list such as en:3, zh:3.",
                "非承诺的句子须以列表给出，如en:3、zh:3。",
            )
        )
    try:
        return pairs(occasion.obj.text_en, occasion.obj.text_zh, keys)
    except PromisesRefused as refused:
        raise PartRefused(refused.sentence) from None
