"""Who is told of what: the review document."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import holders
from goldthread.review.parties import FOLLOWING
from goldthread.workflow.registry import Telling, notice


@notice(
    "review_document.approved",
    {"en": "A review document waits for signature", "zh": "考核评估报告待签发"},
    "action",
)
def approved(telling: Telling) -> tuple[str, ...]:
    return holders(("issuer",), day_of(telling.at))


@notice(
    "review_document.signed",
    {"en": "A review document is signed", "zh": "考核评估报告已签发"},
    "information",
)
def signed(telling: Telling) -> tuple[str, ...]:
    return holders(FOLLOWING, day_of(telling.at))
