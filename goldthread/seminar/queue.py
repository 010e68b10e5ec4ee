"""The queue of an item: those who have spoken keep their places, the others stand behind them."""

from django.db.models import Max

from goldthread.seminar.models import Intervention


def spoken(intervention: Intervention) -> int:
    """The last place under the item at which somebody has spoken; 0 where nobody has."""
    rows = Intervention.objects.filter(item_id=intervention.item_id, state="given")
    return rows.aggregate(last=Max("position"))["last"] or 0


def others(intervention: Intervention) -> list[Intervention]:
    """Who else waits under the item, in order."""
    rows = Intervention.objects.filter(item_id=intervention.item_id, state="queued")
    return list(rows.exclude(pk=intervention.pk).order_by("position", "pk"))


def free_places(intervention: Intervention) -> tuple[int, int]:
    """The first and the last place that it may be given."""
    first = spoken(intervention) + 1
    return first, first + len(others(intervention))


def moved_on(intervention: Intervention, position: int) -> list[tuple[Intervention, int]]:
    """Those whose place changes, with the new one, when it takes a place among them."""
    first, waiting = spoken(intervention) + 1, others(intervention)
    places = [*range(first, position), *range(position + 1, first + len(waiting) + 1)]
    pairs = zip(waiting, places, strict=True)
    return [(each, place) for each, place in pairs if each.position != place]
