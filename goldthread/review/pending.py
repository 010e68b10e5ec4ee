"""Stand-ins for words of the tables that nobody registered yet, while this part is being built."""

from goldthread.review.transitions import MACHINES
from goldthread.workflow.registry import EFFECTS, FILLINGS, NOTICES, RULES, notice, rule


def fill() -> None:
    for machine in MACHINES:
        for row in machine.transitions:
            for name in (*row.who, *row.guards):
                if name not in RULES:
                    rule(
                        name,
                        {"en": name, "zh": name},
                        {"en": f"{name} is not written yet.", "zh": name},
                    )(lambda _o: True)
            if row.effect and row.effect not in EFFECTS and row.effect not in FILLINGS:
                EFFECTS.add(row.effect, lambda _o: None)
            for name in row.notices:
                if name not in NOTICES:
                    notice(name, {"en": name, "zh": name}, "information")(lambda _t: ())
