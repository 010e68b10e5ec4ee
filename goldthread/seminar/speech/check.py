"""The check of an address, sentence by sentence: what it says against what is known."""

from collections.abc import Iterator

from goldthread.seminar.speech.bindings import Token, covered, tokens
from goldthread.seminar.speech.claims import check_claims
from goldthread.seminar.speech.clauses import Names
from goldthread.seminar.speech.directions import check_directions
from goldthread.seminar.speech.facts import Facts
from goldthread.seminar.speech.finding import Finding, finding
from goldthread.seminar.speech.promises import keepers, promise_in
from goldthread.seminar.speech.quantities import quantities
from goldthread.seminar.speech.sentences import Part, sentences
from goldthread.workflow.texts import say


def check(text: str, lang: str, facts: Facts) -> list[Finding]:
    """Every finding, in the order of the text. TokenRefused where a token cannot be read."""
    names = Names(facts)
    bound = tokens(text)
    found: list[Finding] = []
    for part in sentences(text):
        inside = [token for token in bound if part.start <= token.start < part.end]
        found += _of_sentence(part, lang, inside, names)
    return sorted(found, key=lambda each: (each.start, each.at))


def _of_sentence(part: Part, lang: str, bound: list[Token], names: Names) -> Iterator[Finding]:
    figures = names.facts.figures
    hidden = Part(part.start, part.end, covered(part.text))
    mark = promise_in(part.text, lang)
    yield from _missing(part, lang, bound, names.facts)
    yield from check_directions(part, lang, bound, figures)
    yield from _unsourced(part, lang, hidden.text, mark)
    yield from check_claims(part, lang, names)
    if mark is not None and not keepers(hidden.text, lang, names):
        yield _promise(part, lang)


def _missing(part: Part, lang: str, bound: list[Token], facts: Facts) -> Iterator[Finding]:
    for token in bound:
        shown = facts.figures.get(token.binding.asked)
        if shown is None or shown.value is None:
            why = say(
                "The register has no value for {asked}.",
                "登记簿没有{asked}的数值。",
                asked=token.binding.asked,
            )
            at = (token.start - part.start, token.end - part.start)
            yield finding("missing", lang, part, why, at, figures=(token.binding.asked,))


def _unsourced(part: Part, lang: str, hidden: str, promised: int | None) -> Iterator[Finding]:
    """Quantities that no token binds; what stands after a promise is its goal, and no claim."""
    for number in quantities(hidden):
        if promised is None or number.start < promised:
            why = say(
                "The number {number} has no source: bind it to a figure, or say why it stands.",
                "数字{number}没有出处：请绑定指标数据，或说明理由。",
                number=number.text,
            )
            yield finding("unsourced", lang, part, why, (number.start, number.end))


def _promise(part: Part, lang: str) -> Finding:
    why = say(
        "The sentence promises something that no task or measure keeps.",
        "句中作出承诺，但没有对应的事项或举措。",
    )
    return finding("promise", lang, part, why)
