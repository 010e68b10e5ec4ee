"""What the actions do, on the locked row, in the engine's transaction: the head's address."""

from collections.abc import Mapping

from django.db.models import Max

from goldthread.offices.days import day_of
from goldthread.programme.finding import found
from goldthread.programme.models import Cycle, Measure
from goldthread.programme.models.base import TITLE_LENGTH
from goldthread.seminar.address_figures import freeze, frozen
from goldthread.seminar.models import AddressFigure, AgendaItem, Promise, Seminar
from goldthread.seminar.queries.checking import checked
from goldthread.seminar.rules.address import promised, read_accepted
from goldthread.seminar.speech.lines import line_of_work
from goldthread.seminar.speech.pairing import Pair
from goldthread.seminar.speech.rendering import Shown, render
from goldthread.workflow.engine import create
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

TEXTS = ("title_en", "title_zh", "text_en", "text_zh")


@filling("address.write")
def write(occasion: Occasion) -> None:
    address, given = occasion.obj, occasion.payload
    if address.seminar_id is None:
        address.seminar = found(Seminar, given["seminar"])
    for name in TEXTS:
        setattr(address, name, given[name] or "")
    address.item = found(AgendaItem, given["item"])


@filling("address.clear")
def accept(occasion: Occasion) -> None:
    """What was accepted before stays so for the same words; what is no longer found is dropped."""
    address = occasion.obj
    result = checked(address, None, day_of(occasion.at))
    reasons = {**result.reasons, **read_accepted(occasion.payload["accepted"])}
    address.accepted = [
        {"finding": each.key, "kind": each.kind, "sentence": each.text, "reason": reasons[each.key]}
        for each in result.findings
        if each.key in reasons
    ]


@effect("address.clear")
def freeze_figures(occasion: Occasion) -> None:
    address = occasion.obj
    address.figures.all().delete()
    AddressFigure.objects.bulk_create(freeze(address, day_of(occasion.at)))


@effect("address.give")
def give(occasion: Occasion) -> None:
    """Each promise becomes a draft measure, in order, in the name of whoever notes it as given."""
    address, cycle = occasion.obj, found(Cycle, occasion.payload["into"])
    figures = frozen(address)
    last = Measure.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0
    for position, pair in enumerate(promised(occasion), start=1):
        said = _rendered(pair, figures)
        measure = Measure()
        given = _measure(said, occasion.payload["into"], last + position)
        create(measure, "draft", actor=occasion.actor, payload=given, at=occasion.at)
        Promise.objects.create(
            address=address,
            position=position,
            sentence_en=said["en"],
            sentence_zh=said["zh"],
            measure=measure,
        )


def _rendered(pair: Pair, figures: Mapping[str, Shown]) -> dict[str, str]:
    """The sentences with the figures that the address was cleared with."""
    texts = {"en": pair.en, "zh": pair.zh}
    return {lang: render(text, lang, figures).text for lang, text in texts.items()}


def _measure(said: Mapping[str, str], cycle: str, number: int) -> dict[str, object]:
    """The sentence is its text, and its title as far as a title is long."""
    given: dict[str, object] = {"cycle": cycle, "number": number}
    for lang in ("en", "zh"):
        given[f"title_{lang}"] = _cut(said[lang]) or None
        given[f"text_{lang}"] = said[lang] or None
    return given | {"line_of_work": line_of_work(said)}


def _cut(text: str) -> str:
    return text if len(text) <= TITLE_LENGTH else f"{text[: TITLE_LENGTH - 1]}…"
