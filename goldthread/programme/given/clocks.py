"""Time limits of a cycle that differ from the usual ones: {name: working days}.

`report_every` says how often units report: month, quarter or end.
"""

from collections.abc import Mapping

from goldthread.programme.codelists import clock_titles
from goldthread.programme.errors import PartRefused
from goldthread.workflow.texts import say

MOST = 366
EVERY = "report_every"
OFTEN = ("month", "quarter", "end")


def read(given: object) -> dict[str, int | str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise PartRefused(
            say(
                "Write the time limits as names with working days, such as hand_back: 3.",
                "请按名称填写工作日数，如 hand_back: 3。",
            )
        )
    every = given.get(EVERY, OFTEN[0])
    if every not in OFTEN:
        raise PartRefused(
            say(
                "Units report every {known}.",
                "填报周期须为：{known}。",
                known=", ".join(OFTEN),
            )
        )
    _limits({name: days for name, days in given.items() if name != EVERY})
    return dict(given)


def _limits(given: Mapping[str, object]) -> None:
    known = clock_titles()
    for name, days in given.items():
        if name not in known:
            raise PartRefused(
                say(
                    "There is no time limit {name}; there are: {known}.",
                    "没有时限{name}，可用的有：{known}。",
                    name=str(name)[:40],
                    known=", ".join(known),
                )
            )
        if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= MOST:
            raise PartRefused(
                say(
                    "The time limit “{name}” must be 0 to {most} working days.",
                    "时限“{name}”须为0至{most}个工作日。",
                    name=known[name],
                    most=MOST,
                )
            )
