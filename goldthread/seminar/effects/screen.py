"""What renewing the address of the hall's screen does: the earlier address ends with its number."""

from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling


@filling("seminar.renew_screen")
def renew(occasion: Occasion) -> None:
    occasion.obj.screen += 1
