"""The sentence that proves a number: these records, and what they add up to."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.indicators.values import plain
from goldthread.web.records.found import Found
from goldthread.web.shell import figures, numbers
from goldthread.web.shell.figures import Answer
from goldthread.web.shell.state import State


def sentence(state: State, answer: Answer, found: Found) -> str:
    """How the records make the value, by the type of the indicator."""
    cell = answer.cell(state.period)
    lang, definition = state.lang, state.definition
    parts = {
        "count": numbers.number(found.count, lang),
        "unit": figures.unit_of(state),
        "value": figures.words(answer, cell, lang),
    }
    if cell is None or cell["value"] is None:
        if definition.sums and found.count:
            return _("Amounts in several currencies are not added up: choose one currency.")
        return _("No value is known here, so there are no records to show.")
    if definition.is_ranked and definition.statistic == "mean":
        return _("These %(count)s records give the mean of %(value)s.") % parts
    if definition.is_ranked:
        return _("These %(count)s records give the median of %(value)s.") % parts
    if definition.is_share:
        parts |= {
            "above": numbers.number(cell["numerator"], lang),
            "below": numbers.number(cell["denominator"], lang),
        }
        return (
            _("These %(count)s records are the numerator: %(above)s of %(below)s gives %(value)s.")
            % parts
        )
    if definition.type == "balance":
        parts |= {name: numbers.number(cell[name], lang) for name in ("inflow", "outflow")}
        return (
            _("These %(count)s records: %(inflow)s came in, %(outflow)s went out, %(value)s.")
            % parts
        )
    parts["added"] = numbers.number(plain(found.total) or 0, lang)
    text = ngettext(
        "This %(count)s record adds up to %(added)s %(unit)s.",
        "These %(count)s records add up to %(added)s %(unit)s.",
        found.count,
    )
    return text % parts
