"""What the actions on a cycle do, on the locked row, in the engine's transaction."""

from goldthread.programme.finding import found
from goldthread.programme.given import clocks
from goldthread.programme.models import Cycle
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling


@filling("cycle.write")
def write(occasion: Occasion) -> None:
    cycle, given = occasion.obj, occasion.payload
    cycle.key = given.get("key") or cycle.key
    cycle.title_en, cycle.title_zh = given["title_en"] or "", given["title_zh"] or ""
    cycle.starts, cycle.ends = given["starts"], given["ends"]
    cycle.previous = found(Cycle, given["previous"])
    cycle.clocks = clocks.read(given["clocks"])
