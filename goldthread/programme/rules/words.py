"""How rules are registered: a title and a sentence in both languages, or the reader's own fault."""

from collections.abc import Callable

from goldthread.programme.errors import PartRefused
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Titles

FAULT: Titles = {"en": "{fault}", "zh": "{fault}"}


def told(en: str, zh: str) -> Titles:
    return {"en": en, "zh": zh}


def readable(name: str, titles: Titles) -> Callable[[Callable[[Occasion], object]], None]:
    """A guard that holds when the reader raises no `PartRefused`; its sentence is the reader's."""

    def register(read: Callable[[Occasion], object]) -> None:
        @rule(name, titles, FAULT, reads_payload=True)
        def reads(occasion: Occasion) -> bool | Unmet:
            try:
                read(occasion)
            except PartRefused as fault:
                return Unmet({"fault": fault.sentence})
            return True

    return register


def titled(name: str) -> None:
    """A guard: a title in one language at least."""

    @rule(
        name,
        told("titled", "已填标题"),
        told("Give a title in English, in Chinese, or both.", "请填写英文或中文标题。"),
        reads_payload=True,
    )
    def has_title(occasion: Occasion) -> bool:
        return bool(occasion.payload["title_en"] or occasion.payload["title_zh"])


def system(name: str, en: str, zh: str) -> None:
    """The part itself, acting on one object because of what was done to another."""

    @rule(
        f"system.{name}",
        told(en, zh),
        told(f"Only {en} does this.", f"此项仅由{zh}办理。"),
    )
    def is_system(occasion: Occasion) -> bool:
        return is_part(occasion, name)


def is_part(occasion: Occasion, name: str) -> bool:
    return isinstance(occasion.actor, SystemActor) and occasion.actor.name == name


system("carry_over", "the carrying over into the next cycle", "周期结转")
system("extension", "the granting of an extension", "延期批准")
