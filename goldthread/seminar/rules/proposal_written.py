"""What must hold while a proposal is written and submitted."""

from goldthread.offices.days import day_of
from goldthread.programme.codelists import titles_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found, is_regional, office_on
from goldthread.programme.models import Measure
from goldthread.programme.models.base import TITLE_LENGTH
from goldthread.programme.queries import measures_visible_to
from goldthread.programme.rules.words import readable, titled, told
from goldthread.seminar.models import Proposal, Seminar, Sponsorship
from goldthread.seminar.sponsors import accepted
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, say

TAKING = ("called", "nominations_open")
"""The states of a seminar in which proposals are made."""

UNTIL_CLOSED = (*TAKING, "documents_closed", "in_session")
"""Those in which one that was returned is handed in again."""

titled("proposal.titled")


@readable("proposal.seminar_takes", told("the seminar takes proposals", "座谈会接收提案"))
def seminar_takes(occasion: Occasion) -> None:
    seminar = found(Seminar, occasion.payload["seminar"])
    if seminar is None or seminar.state == "planned":
        raise PartRefused(say("There is no such seminar.", "座谈会不存在。"))
    fault = _not_taken(seminar, occasion)
    if fault is not None:
        raise PartRefused(fault)


@rule(
    "proposal.seminar_open",
    told("the seminar takes it", "座谈会可接收"),
    told("{fault}", "{fault}"),
)
def seminar_open(occasion: Occasion) -> bool | Unmet:
    """One that came back to be completed had been handed in in time."""
    proposal = occasion.obj
    if proposal.number and proposal.seminar.state in UNTIL_CLOSED:
        return True
    fault = _not_taken(proposal.seminar, occasion)
    return fault is None or Unmet({"fault": fault})


def _not_taken(seminar: Seminar, occasion: Occasion) -> Sentence | None:
    if seminar.state not in TAKING:
        return say(
            "The seminar takes no proposals (it is {state}).",
            "座谈会当前不接收提案（状态：{state}）。",
            state=seminar.machine.state(seminar.state).titles,
        )
    if day_of(occasion.at) > seminar.proposals_until:
        return say(
            "Proposals were taken until {day}.",
            "提案已于{day}截止。",
            day=seminar.proposals_until.isoformat(),
        )
    return None


@readable(
    "proposal.known_words",
    told("line of work and measure are known, titles not too long", "工作线、举措存在，标题不过长"),
)
def known_words(occasion: Occasion) -> None:
    given = occasion.payload
    _refuse_long_titles(given["title_en"], given["title_zh"])
    lines = titles_of("lines_of_work")
    if given["line_of_work"] not in lines:
        raise PartRefused(
            say(
                "There is no line of work {line}; there are: {known}.",
                "没有工作线{line}，可用的有：{known}。",
                line=given["line_of_work"][:40],
                known=", ".join(lines),
            )
        )
    _refuse_unseen_measure(occasion)
    if "office" in given:
        _refuse_no_region(given["office"], occasion)


def _refuse_long_titles(*titles: str | None) -> None:
    if any(len(title or "") > TITLE_LENGTH for title in titles):
        raise PartRefused(
            say(
                "A title has at most {most} characters.",
                "标题不超过{most}个字符。",
                most=TITLE_LENGTH,
            )
        )


def _refuse_unseen_measure(occasion: Occasion) -> None:
    """A measure that the writer sees; a proposal keeps the one that it has."""
    key = occasion.payload["measure"]
    measure = found(Measure, key)
    if not key or (measure is not None and measure.pk == occasion.obj.measure_id):
        return
    seen = measures_visible_to(occasion.actor, day_of(occasion.at))
    if measure is None or not seen.filter(pk=measure.pk).exists():
        raise PartRefused(
            say("There is no measure {key} that you see.", "没有您可查看的举措{key}。", key=key[:9])
        )


def _refuse_no_region(code: str, occasion: Occasion) -> None:
    day = day_of(occasion.at)
    office = office_on(code, day)
    if office is None or not is_regional(office, day):
        raise PartRefused(
            say(
                "{code} is no regional office on {day}; proposals are made by those.",
                "{code}在{day}不是地方局；提案由地方局提出。",
                code=code[:40],
                day=day.isoformat(),
            )
        )


@rule(
    "proposal.complete",
    told("it says why and what is asked for", "案由和建议齐全"),
    told("The proposal is not complete; it lacks: {missing}.", "提案要素不全，尚缺：{missing}。"),
)
def complete(occasion: Occasion) -> bool | Unmet:
    missing = list(_missing(occasion.obj))
    texts = {
        lang: (", " if lang == "en" else "、").join(each.in_language(lang) for each in missing)
        for lang in ("en", "zh")
    }
    return not missing or Unmet({"missing": texts})


def _missing(proposal: Proposal) -> list[Sentence]:
    lacks = []
    if not proposal.background_en and not proposal.background_zh:
        lacks.append(say("its background", "案由"))
    if not proposal.request_en and not proposal.request_zh:
        lacks.append(say("what is asked for", "建议"))
    return lacks


@rule(
    "proposal.invitations_answered",
    told("every invitation to co-sponsor is answered", "联名邀请均已答复"),
    told(
        "These offices have not answered the invitation to co-sponsor: {offices}. Wait for them, "
        "or revoke the invitation.",
        "以下单位尚未答复联名邀请：{offices}。请等待答复，或撤回邀请。",
    ),
)
def invitations_answered(occasion: Occasion) -> bool | Unmet:
    rows = Sponsorship.objects.filter(proposal=occasion.obj, state="invited")
    codes = list(rows.order_by("office__code").values_list("office__code", flat=True))
    return not codes or Unmet({"offices": ", ".join(codes)})


@rule(
    "proposal.sponsors_agree",
    told("everybody who stands behind it agrees", "联名单位均同意"),
    told(
        "These offices stand behind the proposal and have not agreed to withdraw it: {offices}.",
        "以下联名单位尚未同意撤回：{offices}。",
    ),
)
def sponsors_agree(occasion: Occasion) -> bool | Unmet:
    """The proposing office agrees by the act of its head; before submission all are free to
    leave, yet nobody's name disappears unasked."""
    rows = accepted(occasion.obj).filter(proposes=False, agreed_on=None)
    codes = list(rows.order_by("office__code").values_list("office__code", flat=True))
    return not codes or Unmet({"offices": ", ".join(codes)})
