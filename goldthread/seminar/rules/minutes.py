"""Who may, and what must hold: entries of the minutes and their corrections."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import found
from goldthread.programme.rules.words import FAULT, told
from goldthread.seminar.given.texts import plain
from goldthread.seminar.models import AgendaItem, MinutesEntry
from goldthread.seminar.queries.minutes import times_found
from goldthread.seminar.rules.delegation import delegation_of
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, say

TAKEN_DOWN = ("in_session", "closed", "minutes_drafted")
HELD = ("under_way", "done")


@rule(
    "minutes.item_free",
    told("the item was held and has no entry yet", "事项已举行且尚无纪要"),
    FAULT,
    reads_payload=True,
)
def item_free(occasion: Occasion) -> bool | Unmet:
    item = found(AgendaItem, occasion.payload["item"], "session__seminar")
    fault = _not_free(item)
    return fault is None or Unmet({"fault": fault})


def _not_free(item: AgendaItem | None) -> Sentence | None:
    if item is None or item.state not in HELD:
        return say(
            "Minutes are taken of an item that is under way or was held.",
            "纪要须针对进行中或已举行的事项起草。",
        )
    if MinutesEntry.objects.filter(item=item).exists():
        return say(
            "There is an entry for this item already; go on with that one.",
            "该事项已有纪要条目，请在原条目上编写。",
        )
    if item.session.seminar.state not in TAKEN_DOWN:
        return say(
            "The minutes of this seminar were circulated; no entry is added any more.",
            "本座谈会纪要已印发，不再增加条目。",
        )
    return None


@rule(
    "minutes.written",
    told("something is written", "已填写内容"),
    told("Write the text in English, in Chinese, or both.", "请填写英文或中文内容。"),
    reads_payload=True,
)
def written(occasion: Occasion) -> bool:
    return bool(occasion.payload["text_en"] or occasion.payload["text_zh"])


@rule(
    "minutes.revision_known",
    told("there is such an earlier revision", "旧版本存在"),
    told(
        "There is no revision {number} of which the text differs from the present one; revisions "
        "are counted from 1 to {last}.",
        "没有内容不同于现版的第{number}版；版本为第1至{last}版。",
    ),
    reads_payload=True,
)
def revision_known(occasion: Occasion) -> bool | Unmet:
    entry, number = occasion.obj, occasion.payload["revision"]
    row = entry.revisions.filter(number=number).first() if number < 1 << 31 else None
    now = (entry.text_en, entry.text_zh)
    if row is not None and (row.text_en, row.text_zh) != now:
        return True
    return Unmet({"number": number, "last": entry.revision})


@rule(
    "correction.circulated",
    told("the entry is circulated", "条目正征求更正"),
    FAULT,
    reads_payload=True,
)
def circulated(occasion: Occasion) -> bool | Unmet:
    entry = found(MinutesEntry, occasion.payload["entry"], "item__session__seminar")
    fault = _not_circulated(occasion, entry)
    return fault is None or Unmet({"fault": fault})


def _not_circulated(occasion: Occasion, entry: MinutesEntry | None) -> Sentence | None:
    delegation = delegation_of(occasion)
    if entry is None or entry.state != "circulated" or delegation is None:
        return _no_such_entry()
    seminar = entry.item.session.seminar
    if seminar.pk != delegation.seminar_id:
        return _no_such_entry()
    if day_of(occasion.at) > seminar.corrections_until:
        return say(
            "Corrections were taken until {day}.",
            "更正已于{day}截止。",
            day=seminar.corrections_until.isoformat(),
        )
    return None


def _no_such_entry() -> Sentence:
    """The same of an entry that is not there and of one that is still a draft: nothing is told."""
    return say(
        "Name an entry of this seminar's minutes that is circulated for correction.",
        "请填写本座谈会正在征求更正的纪要条目。",
    )


@rule(
    "correction.passage_found",
    told("the passage stands in the entry", "原文见于条目"),
    told(
        "The passage does not stand in the entry word for word; copy it from there.",
        "条目中没有与所填原文完全一致的文字，请从条目中复制。",
    ),
    reads_payload=True,
)
def passage_found(occasion: Occasion) -> bool:
    entry = found(MinutesEntry, occasion.payload["entry"])
    return entry is not None and times_found(entry, plain(occasion.payload["passage"])) > 0


@rule(
    "correction.passage_once",
    told("the passage stands in the entry exactly once", "原文在条目中仅出现一次"),
    told(
        "The passage stands in the entry {count} times, so that it is not clear what would change; "
        "write the entry by hand, then decline the correction with a reason.",
        "原文在条目中出现{count}次，无法确定更正之处；请手工修改条目后注明理由不采纳。",
    ),
)
def passage_once(occasion: Occasion) -> bool | Unmet:
    correction = occasion.obj
    count = times_found(correction.entry, correction.passage)
    return count == 1 or Unmet({"count": count})
