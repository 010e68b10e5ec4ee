"""What the engine says to people: the same sentence in each language, with facts filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("en", "zh")
Titles = Mapping[str, str]


def in_language(titles: Titles, lang: str) -> str:
    """The title in a language ("zh-hans" reads "zh"), in English where there is none."""
    return titles.get(lang) or titles.get(lang.partition("-")[0].lower()) or titles["en"]


def missing_languages(titles: Titles) -> list[str]:
    return [lang for lang in LANGUAGES if not str(titles.get(lang, "")).strip()]


@dataclass(frozen=True)
class Sentence:
    """A sentence with places `{name}` for facts; a fact may itself be a title in each language."""

    template: Titles
    facts: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, lang: str) -> str:
        facts = {name: _told(fact, lang) for name, fact in self.facts.items()}
        return in_language(self.template, lang).format(**facts)

    def __str__(self) -> str:
        return self.in_language("en")


def say(en: str, zh: str, **facts: object) -> Sentence:
    return Sentence({"en": en, "zh": zh}, facts)


def _told(fact: object, lang: str) -> object:
    if isinstance(fact, Sentence):
        return fact.in_language(lang)
    if isinstance(fact, Mapping):
        return in_language(fact, lang)
    if isinstance(fact, (list, tuple)):
        return listed([str(_told(part, lang)) for part in fact], lang)
    return fact


def listed(parts: list[str], lang: str) -> str:
    """ "a, b or c": alternatives, as the language writes them."""
    if len(parts) < 2:
        return "".join(parts)
    comma, last = ("、", "或") if lang.startswith("zh") else (", ", " or ")
    return comma.join(parts[:-1]) + last + parts[-1]
