"""Who may, and what must hold: the release of news."""

import re
from datetime import datetime

from goldthread.offices.days import day_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.models.base import TITLE_LENGTH
from goldthread.programme.rules.words import readable, titled, told
from goldthread.review.models import News, Review
from goldthread.review.news_figures import (
    moved_since,
    refuse_numbers,
    refuse_tokens,
    refuse_unbound,
    unbound,
    without_value,
)
from goldthread.review.telling_news import Passage, passages
from goldthread.seminar.given import lengths, times
from goldthread.seminar.models import Seminar
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say

_KEY = re.compile(r"[0-9a-z][0-9a-z-]{0,79}", re.ASCII)
_DAY, _TIME = {"en": "day", "zh": "日期"}, {"en": "time", "zh": "时间"}
LENGTHS = dict.fromkeys(("title_en", "title_zh"), TITLE_LENGTH)
SHOWN = 4

titled("news.titled")


@readable(
    "news.sources_known",
    told("it has a short name of its own, and a review or a seminar", "简称未被使用，且有来源"),
)
def sources_known(occasion: Occasion) -> None:
    given = occasion.payload
    key = given["key"]
    if not _KEY.fullmatch(key):
        raise PartRefused(
            say(
                "“{key}” is no short name: it has small letters, digits and hyphens, 80 at most.",
                "“{key}”不能作简称：仅可用小写字母、数字和连字符，最多80个字符。",
                key=key[:40],
            )
        )
    if News.objects.filter(key=key).exists():
        raise PartRefused(
            say("There is a release {key} already.", "简称为{key}的新闻稿已存在。", key=key)
        )
    review, seminar = found(Review, given["review"]), found(Seminar, given["seminar"])
    _refuse_unknown(given["review"], review is not None and review.state != "cancelled")
    held = seminar is not None and seminar.state not in ("planned", "cancelled")
    _refuse_unknown(given["seminar"], held)
    if review is None and seminar is None:
        raise PartRefused(
            say(
                "Name the review, the seminar, or both, from which it is drafted.",
                "请选择起草所依据的考核评估、座谈会，或两者。",
            )
        )


def _refuse_unknown(key: str | None, known: bool) -> None:
    if key and not known:
        raise PartRefused(
            say(
                "{key} is no review or seminar that a release can be drafted from.",
                "{key}不是可据以起草新闻稿的考核评估或座谈会。",
                key=key[:40],
            )
        )


@readable(
    "news.numbers_bound",
    told("every number in it is bound to a figure", "所有数字均已绑定数据"),
)
def numbers_bound(occasion: Occasion) -> None:
    given = occasion.payload
    lengths.hold(occasion.transition, given, LENGTHS)
    for lang in ("en", "zh"):
        title = given[f"title_{lang}"] or ""
        refuse_tokens(title)
        refuse_numbers(title)
        for part in ("summary", "text"):
            refuse_unbound(given[f"{part}_{lang}"] or "")


@rule(
    "news.figures_known",
    told("it has a text, and each figure has a value", "有正文，且各项数据均有数值"),
    told(
        "It has no text yet, or figures have no value ({missing}); mend them before they are "
        "locked.",
        "尚无正文，或有数据无数值（{missing}），请修改后再锁定。",
    ),
)
def figures_known(occasion: Occasion) -> bool | Unmet:
    news = occasion.obj
    missing = without_value(news, day_of(occasion.at))
    written = news.text_en.strip() or news.text_zh.strip()
    if written and not missing:
        return True
    return Unmet({"missing": ", ".join(missing[:SHOWN]) or "–"})


@rule(
    "news.figures_stand",
    told("no figure has moved since they were locked", "锁定后数据未变"),
    told(
        "Figures have moved since they were locked ({moved}); open the release again and lock "
        "them anew.",
        "锁定后数据有变（{moved}），请退回编辑并重新锁定。",
    ),
)
def figures_stand(occasion: Occasion) -> bool | Unmet:
    moved = moved_since(occasion.obj, day_of(occasion.at))
    shown = {
        lang: glue.join(each.told[lang] for each in moved)
        for lang, glue in (("en", "; "), ("zh", "；"))
    }
    return not moved or Unmet({"moved": shown})


@readable("news.time_ahead", told("the time lies ahead", "发布时间未到"))
def time_ahead(occasion: Occasion) -> None:
    if embargo_of(occasion) <= occasion.at:
        raise PartRefused(
            say(
                "That time is over; name one that lies ahead, or publish it now.",
                "该时间已过，请填写之后的时间，或立即发布。",
            )
        )


def embargo_of(occasion: Occasion) -> datetime:
    """The moment that day and time name, at the site."""
    return times.at(occasion.payload["day"], times.read(occasion.payload["time"], _TIME))


@rule(
    "news.time_come",
    told("its time has come", "发布时间已到"),
    told("Its time has not come.", "发布时间未到。"),
)
def time_come(occasion: Occasion) -> bool:
    return occasion.obj.embargo_until is not None and occasion.obj.embargo_until <= occasion.at


@readable(
    "news.passage_once",
    told("the passage stands in it once", "原文在文中出现一次"),
)
def passage_once(occasion: Occasion) -> None:
    passage_of(occasion)


def passage_of(occasion: Occasion) -> Passage:
    """Where the passage stands; PartRefused where it stands nowhere, twice, or in both languages.

    The summary may repeat what the text says: there it is the same passage.
    """
    places = passages(occasion.obj, occasion.payload["passage"].strip())
    once = len({place.part for place in places}) == len(places)
    if places and once and len({place.lang for place in places}) == 1:
        return places[0]
    raise PartRefused(
        say(
            "The passage stands in the release {count} times; quote so much of it, as published, "
            "that it is found once.",
            "该段文字在新闻稿中出现{count}次，请按发布的原文引用，使其仅出现一次。",
            count=len(places),
        )
    )


@readable(
    "news.erratum_bound",
    told("every number in it is bound to a figure or stood there", "更正中的数字均已绑定或未变"),
)
def erratum_bound(occasion: Occasion) -> None:
    """A number that the passage has from a figure of the release may stay."""
    figures = passage_of(occasion).figures
    stood = [number for figure in figures for number in unbound(figure)]
    refuse_unbound(occasion.payload["wording"], stood)
