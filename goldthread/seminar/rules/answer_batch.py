"""What must hold: the batch of answers."""

from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.models.base import TITLE_LENGTH
from goldthread.programme.rules.words import readable, titled, told
from goldthread.seminar import handling
from goldthread.seminar.models import Answer, AnswerBatch, Proposal, Seminar
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say

MOST = 500

titled("answer_batch.titled")


@readable("answer_batch.all_pending", told("every answer waits", "答复均待公布"))
def all_pending(occasion: Occasion) -> None:
    given = occasion.payload
    seminar = found(Seminar, given["seminar"]) if "seminar" in given else occasion.obj.seminar
    if seminar is None:
        raise PartRefused(say("There is no such seminar.", "座谈会不存在。"))
    _refuse_long(given["title_en"], given["title_zh"])
    keys = given["proposals"]
    if not 1 <= len(keys) <= MOST or len(set(keys)) != len(keys):
        raise PartRefused(
            say(
                "Name 1 to {most} proposals, each once.",
                "请列出1至{most}件提案，不得重复。",
                most=MOST,
            )
        )
    for key in keys:
        _refuse_unfit(found(Proposal, key), seminar, occasion.obj, key)


def _refuse_long(*titles: str | None) -> None:
    if any(len(title or "") > TITLE_LENGTH for title in titles):
        raise PartRefused(
            say(
                "A title has at most {most} characters.",
                "标题不超过{most}个字符。",
                most=TITLE_LENGTH,
            )
        )


def _refuse_unfit(
    proposal: Proposal | None, seminar: Seminar, batch: AnswerBatch, key: str
) -> None:
    if proposal is None or proposal.seminar_id != seminar.pk or proposal.state != "answer_pending":
        raise PartRefused(
            say(
                "{key} is no proposal of this seminar with a drafted answer.",
                "{key}不是本座谈会已起草答复的提案。",
                key=(proposal.number if proposal is not None else "") or key[:40],
            )
        )
    answer = handling.whole_answer(proposal)
    if answer is not None and answer.batch_id not in (None, batch.pk):
        raise PartRefused(
            say(
                "The answer to {number} is in another batch already.",
                "{number}的答复已列入其他批次。",
                number=proposal.number,
            )
        )


@rule(
    "answer_batch.still_pending",
    told("every answer still waits", "答复仍均待公布"),
    told(
        "A batch is published whole; these proposals no longer wait for their answer: {numbers}.",
        "批次须整体公布；以下提案已不在待答复状态：{numbers}。",
    ),
)
def still_pending(occasion: Occasion) -> bool | Unmet:
    rows = Answer.objects.filter(batch=occasion.obj, part=False)
    moved = rows.exclude(proposal__state="answer_pending").order_by("proposal__number")
    numbers = list(moved.values_list("proposal__number", flat=True))
    return not numbers or Unmet({"numbers": ", ".join(numbers)})
