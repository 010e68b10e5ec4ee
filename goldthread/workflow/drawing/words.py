"""What a diagram says, in words: labels, and sentences for those who do not see it."""

from goldthread.workflow.machine import SAME, Machine, Transition
from goldthread.workflow.registry import RULES
from goldthread.workflow.texts import in_language, listed


def names_of_rules(names: tuple[str, ...], lang: str) -> list[str]:
    """The rules' titles; a rule not registered is shown by its name."""
    return [in_language(RULES.get(n).titles, lang) if n in RULES else n for n in names]


def who(row: Transition, lang: str) -> str:
    return listed(names_of_rules(row.who, lang), lang)


def in_words(machine: Machine, lang: str) -> list[str]:
    """A sentence for each row of the table, in its order."""
    return [_sentence(machine, row, lang) for row in machine.transitions]


def _sentence(machine: Machine, row: Transition, lang: str) -> str:
    chinese = lang.startswith("zh")
    places = [in_language(machine.state(source).titles, lang) for source in row.sources]
    action, actors = in_language(row.titles, lang), who(row, lang)
    target = "" if row.target == SAME else in_language(machine.state(row.target).titles, lang)
    guards = names_of_rules(row.guards, lang)
    if chinese:
        start = f"从{'、'.join(places)}" if places else "新建"
        end = f"转为{target}" if target else "状态不变"
        condition = f"，条件：{'；'.join(guards)}" if guards else ""
        return f"{start}：由{actors}{action}，{end}{condition}。"
    start = f"From {listed(places, lang)}" if places else "At the beginning"
    end = f"leads to {target}" if target else "keeps the state"
    condition = f", if {'; '.join(guards)}" if guards else ""
    return f"{start}: {action}, by {actors}, {end}{condition}."
