"""The promises of an address in two languages: which sentence says the same as which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldthread.seminar.speech.errors import PromisesRefused
from goldthread.seminar.speech.promises import Promised, promises
from goldthread.seminar.speech.sentences import sentences
from goldthread.workflow.texts import say


@dataclass(frozen=True)
class Pair:
    """One promise. `keys`: by which it is left out, such as `en:3` for the third sentence."""

    en: str
    zh: str
    keys: tuple[str, ...]


def pairs(text_en: str, text_zh: str, left_out: Iterable[str] = ()) -> list[Pair]:
    """Each promise once. Texts of as many sentences are paired by number, else the promises in
    order; PromisesRefused where their numbers differ."""
    out = {key.strip() for key in left_out}
    texts = {"en": text_en, "zh": text_zh}
    said = {lang: promises(text, lang) for lang, text in texts.items()}
    _refuse_unknown(out, {each.key(lang) for lang, rows in said.items() for each in rows})
    whole = {lang: [part.text for part in sentences(text)] for lang, text in texts.items()}
    if whole["en"] and whole["zh"] and len(whole["en"]) == len(whole["zh"]):
        return list(_by_number(said, whole, out))
    return list(_in_order(said, out))


def _by_number(
    said: dict[str, list[Promised]], whole: dict[str, list[str]], out: set[str]
) -> Iterator[Pair]:
    for number in sorted({each.number for rows in said.values() for each in rows}):
        keys = (f"en:{number}", f"zh:{number}")
        if not out & {*keys}:
            yield Pair(whole["en"][number - 1], whole["zh"][number - 1], keys)


def _in_order(said: dict[str, list[Promised]], out: set[str]) -> Iterator[Pair]:
    left = {
        lang: [each for each in rows if each.key(lang) not in out] for lang, rows in said.items()
    }
    if left["en"] and left["zh"] and len(left["en"]) != len(left["zh"]):
        raise PromisesRefused(
            say(
                "The English text makes {english} promises, the Chinese {chinese}, and their "
                "sentences do not match one by one: leave out what is no promise, or "
                "bring the texts together.",
                "英文稿有{english}项承诺，中文稿有{chinese}项，且句子无法逐一对应：请剔除非承诺的句子，或使两稿一致。",
                english=len(left["en"]),
                chinese=len(left["zh"]),
            )
        )
    for at in range(max(len(left["en"]), len(left["zh"]))):
        here = {lang: rows[at] for lang, rows in left.items() if at < len(rows)}
        texts = {lang: each.part.text for lang, each in here.items()}
        keys = tuple(each.key(lang) for lang, each in here.items())
        yield Pair(texts.get("en", ""), texts.get("zh", ""), keys)


def _refuse_unknown(out: set[str], known: set[str]) -> None:
    for key in sorted(out - known):
        raise PromisesRefused(
            say(
                "{key} is no sentence that promises; there are: {known}.",
                "{key}不是作出承诺的句子，可用的有：{known}。",
                key=key[:40],
                known=", ".join(sorted(known)) or "–",
            )
        )
