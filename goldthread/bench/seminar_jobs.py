"""What `bench seminar` runs in processes of their own, as `goldthread.bench.jobs` tells it."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldthread.bench import seminar_set
from goldthread.bench.work_jobs import STRUCTURE, count, furnish, jobs_done, open_home, say

DRAFT = (
    "建议统一专利快速审查的范围，完善跨省协作的机制，明确侵权纠纷行政裁决的标准，"
    "加快质押融资的风险补偿。"
)
PAGES = 40


def write(
    home: Path, proposals: str, discussed: str, watching: str, *accounts: str
) -> dict[str, Any]:
    """The ledger of a home, whole: sessions of the accounts by name, and of so many people who
    watch; the token of the hall; keys of proposals that the first account sees."""
    furnish(home)
    open_home(home)
    from goldthread.bench.work_people import session_of
    from goldthread.offices.loading import load_structure, shipped
    from goldthread.seminar.models import Seminar
    from goldthread.seminar.queries import proposals_visible_to
    from goldthread.web.ledger import migrate
    from goldthread.web.live.token import token

    migrate(say)
    load_structure(file=shipped(STRUCTURE), today=seminar_set.DAY)
    began = time.perf_counter()
    seminar_set.make(seminar_set.Size(int(proposals), int(discussed)))
    seconds = time.perf_counter() - began
    jobs_done(home)
    seen = proposals_visible_to(_user(accounts[0])).order_by("pk").values_list("pk", flat=True)
    keys = list(seen)
    return {
        "seconds": seconds,
        "sessions": {name: session_of(name) for name in accounts},
        "watching": [session_of(accounts[0]) for _ in range(int(watching))],
        "token": token(Seminar.objects.get(key=seminar_set.KEY)),
        "visible": len(keys),
        "proposals": keys[:: max(1, len(keys) // PAGES)],
    }


def reckon(home: Path, account: str) -> dict[str, float]:
    """Seconds of the consensus map and of similar proposals, first and asked again."""
    open_home(home)
    from goldthread.seminar.models import Seminar
    from goldthread.seminar.queries.alike import alike
    from goldthread.seminar.queries.consensus import consensus

    user, seminar = _user(account), Seminar.objects.get(key=seminar_set.KEY)
    found = {"consensus": _timed(lambda: consensus(user, seminar))}
    found["consensus_again"] = _timed(lambda: consensus(user, seminar))
    found["alike"] = _timed(lambda: alike(user, DRAFT))
    found["alike_again"] = _timed(lambda: alike(user, f"{DRAFT}另外，简化商标代理机构的监管。"))
    return found


def change(home: Path, account: str, times: str, pause: str) -> list[float]:
    """Moves in the queue, by the secretariat: the moment at which each was there to be read."""
    open_home(home)
    from goldthread.seminar.models import Intervention
    from goldthread.workflow.engine import perform

    actor, done = _user(account), []
    for number in range(int(times)):
        row = Intervention.objects.order_by("pk").first()
        perform(
            row,
            "move",
            actor=actor,
            expected_version=row.version,
            payload={"position": 2 if number % 2 == 0 else 1},
        )
        done.append(time.monotonic())
        time.sleep(float(pause))
    return done


def _user(name: str) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model()._default_manager.get(username=name)


def _timed(function: Callable[[], object]) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


JOBS: dict[str, Callable[..., Any]] = {
    "write": write,
    "count": count,
    "reckon": reckon,
    "change": change,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(JOBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])) + "\n")
