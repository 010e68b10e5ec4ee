"""Who is told of a measure: all who act for departments and regional offices."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import UNIT_ROLES, holders
from goldthread.workflow.registry import Telling, notice


@notice(
    "measure.consultation",
    {"en": "Measure put out for consultation", "zh": "举措征求意见"},
    "action",
)
def consultation(telling: Telling) -> tuple[str, ...]:
    return holders(UNIT_ROLES, day_of(telling.at))


@notice(
    "measure.issued", {"en": "Measure issued or amended", "zh": "举措印发或修订"}, "information"
)
def issued(telling: Telling) -> tuple[str, ...]:
    return holders(UNIT_ROLES, day_of(telling.at))
