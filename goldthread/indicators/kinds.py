"""What an expression may name and what it gives: BOOLEAN, DATE, INT or TEXT, node by node.

A form without a rule here is refused; that is the allow-list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlglot import exp

from goldthread.indicators.errors import DefinitionError

# What a definition may name: the columns of ip_right that carry meaning, ...
RIGHT_COLUMNS: Final[dict[str, str]] = {
    "ip_office_code": "TEXT",
    "right_kind": "TEXT",
    "application_number": "TEXT",
    "filing_date": "DATE",
    "publication_number": "TEXT",
    "publication_kind_code": "TEXT",
    "publication_date": "DATE",
    "registration_number": "TEXT",
    "grant_date": "DATE",
    "expiry_date": "DATE",
    "termination_date": "DATE",
    "earliest_priority_date": "DATE",
    "filing_route": "TEXT",
    "int_filing_date": "DATE",
    "int_publication_date": "DATE",
    "national_stage_date": "DATE",
    "term_years": "INT",
    "term_extension_days": "INT",
    "n_claims": "INT",
    "n_designs": "INT",
    "n_classes": "INT",
    "n_drawings": "INT",
    "n_figures": "INT",
    "status": "TEXT",
    "applicant_country": "TEXT",
    "applicant_region": "TEXT",
    "applicant_type": "TEXT",
    "inventor_country": "TEXT",
    "inventor_region": "TEXT",
    "field": "INT",
    "n_subclasses": "INT",
    "n_cited_patents": "INT",
    "n_cited_literature": "INT",
}
# ... the day its load was received and that of its feed's newest one, ...
LOAD_COLUMNS: Final[dict[str, str]] = {
    "received_date": "DATE",
    "observed_date": "DATE",  # of the newest load of its feed that is known
}
# ... and counts over the parties of the record version.
PARTY_COLUMNS: Final[dict[str, str]] = {
    "inventor_countries": "INT",  # distinct known countries of the inventors
    "resident_inventors": "INT",  # inventors in the office's own country
    "foreign_owners": "INT",  # owners (without any: applicants) of another country
}
# What events say, told by whichever feed's version knows them (`events`): when the right is in
# force, a row for each spell of a stock, and by what that is known, ...
SPELL_COLUMNS: Final[dict[str, str]] = {
    "in_force_from": "DATE",  # its grant, or a revival
    "in_force_until": "DATE",  # the first day no longer in force
    "in_force_by": "TEXT",  # events or columns
}
# ... and the first day of some acts.
MILESTONE_COLUMNS: Final[dict[str, str]] = {
    "first_action_date": "DATE",
    "n_actions": "INT",
    "discontinued_date": "DATE",
    "discontinuation": "TEXT",  # withdrawn or refused
    "appealed_date": "DATE",
    "appeal_decided_date": "DATE",  # the last decision
    "appeal_result": "TEXT",  # rejected, remanded or substituted
    "opposition_publication_date": "DATE",
    "opposed_date": "DATE",
    "review_requested_date": "DATE",
    "review_decided_date": "DATE",  # the last decision
    "review_result": "TEXT",  # ceased, amended or maintained
}
# What transactions say of a right (`acts.deeds`).
DEED_COLUMNS: Final[dict[str, str]] = {
    "transferred_date": "DATE",  # the first assignment recorded on or after the day of grant
    "transfers_observed_date": "DATE",  # until when its office's assignments are known
}
_JOINED: Final = SPELL_COLUMNS | MILESTONE_COLUMNS | DEED_COLUMNS
COLUMNS: Final = RIGHT_COLUMNS | LOAD_COLUMNS | PARTY_COLUMNS | _JOINED

FUNCTIONS: Final = ("coalesce", "least", "greatest", "date_diff('day', from, to)", "date 'Y-M-D'")
NULL: Final = "NULL"


@dataclass(frozen=True)
class Text:
    """An expression as it is written, with the columns that it may name."""

    written: str
    columns: Mapping[str, str]

    def __str__(self) -> str:
        return self.written


def kind_of(node: exp.Expr, text: Text) -> str:
    """The kind of value `node` gives; DefinitionError naming the part of `text` that is refused."""
    rule = next((rule for form, rule in _RULES if isinstance(node, form)), None)
    if rule is None:
        raise DefinitionError(
            f"'{_sql(node)}' in '{text}' may not stand in a definition: use columns, literals, "
            f"comparisons, and, or, not, in, between, like, case, and {', '.join(FUNCTIONS)}."
        )
    return rule(node, text)


def _sql(node: exp.Expr) -> str:
    return node.sql("duckdb")


def _column(node: exp.Expr, text: Text) -> str:
    if len(node.parts) > 1 or node.name not in text.columns:  # type: ignore[attr-defined]
        raise DefinitionError(
            f"'{_sql(node)}' in '{text}' is no column that a definition may name; "
            f"there are {', '.join(sorted(text.columns))}."
        )
    return text.columns[node.name]


def _literal(node: exp.Expr, text: Text) -> str:
    if node.is_string:
        return "TEXT"
    if not node.is_int:
        raise DefinitionError(f"'{_sql(node)}' in '{text}': numbers are whole.")
    return "INT"


def _day(node: exp.Expr, text: Text) -> str:
    written = node.this
    if not (node.is_type(exp.DataType.Type.DATE) and written.is_string):
        raise DefinitionError(f"'{_sql(node)}' in '{text}': only date 'YYYY-MM-DD' may be cast.")
    try:
        date.fromisoformat(written.name)
    except ValueError as error:
        raise DefinitionError(f"'{written.name}' in '{text}' is no day.") from error
    return "DATE"


def _same(nodes: Sequence[exp.Expr], text: Text, whole: exp.Expr) -> str:
    """The one kind that all nodes share, null left aside."""
    kinds = {kind_of(node, text) for node in nodes} - {NULL}
    if len(kinds) > 1:
        raise DefinitionError(
            f"'{_sql(whole)}' in '{text}' puts {' beside '.join(sorted(kinds))}: both must be one."
        )
    return kinds.pop() if kinds else NULL


def _need(kind: str, nodes: Sequence[exp.Expr], text: Text, whole: exp.Expr) -> str:
    found = _same(nodes, text, whole)
    if found not in (kind, NULL):
        raise DefinitionError(f"'{_sql(whole)}' in '{text}' needs {kind}, not {found}.")
    return kind


def _logic(node: exp.Expr, text: Text) -> str:
    return _need("BOOLEAN", _operands(node), text, node)


def _compare(node: exp.Expr, text: Text) -> str:
    _same(_operands(node), text, node)
    return "BOOLEAN"


def _is_null(node: exp.Expr, text: Text) -> str:
    kind_of(node.this, text)
    if not isinstance(node.expression, exp.Null):
        raise DefinitionError(f"'{_sql(node)}' in '{text}': 'is' stands before null only.")
    return "BOOLEAN"


def _among(node: exp.Expr, text: Text) -> str:
    if not node.expressions:
        raise DefinitionError(f"'{_sql(node)}' in '{text}': 'in' needs a list of literals.")
    _same((node.this, *node.expressions), text, node)
    return "BOOLEAN"


def _between(node: exp.Expr, text: Text) -> str:
    _same((node.this, node.args["low"], node.args["high"]), text, node)
    return "BOOLEAN"


def _like(node: exp.Expr, text: Text) -> str:
    _need("TEXT", _operands(node), text, node)
    return "BOOLEAN"


def _number(node: exp.Expr, text: Text) -> str:
    return _need("INT", _operands(node), text, node)


def _choice(node: exp.Expr, text: Text) -> str:
    return _same((node.this, *node.expressions), text, node)


def _case(node: exp.Expr, text: Text) -> str:
    if node.this is not None:
        raise DefinitionError(f"'{_sql(node)}' in '{text}': write case when CONDITION then VALUE.")
    branches = node.args["ifs"]
    _need("BOOLEAN", [branch.this for branch in branches], text, node)
    values = [branch.args["true"] for branch in branches]
    default = node.args.get("default")
    return _same(values + ([default] if default is not None else []), text, node)


def _days(node: exp.Expr, text: Text) -> str:
    if str(node.args.get("unit")).upper() != "DAY":
        raise DefinitionError(f"'{_sql(node)}' in '{text}': durations are in days.")
    _need("DATE", _operands(node), text, node)
    return "INT"


def _operands(node: exp.Expr) -> list[exp.Expr]:
    return [part for part in (node.args.get("this"), node.args.get("expression")) if part]


_Rule = Callable[[exp.Expr, Text], str]
_RULES: Final[tuple[tuple[type | tuple[type, ...], _Rule], ...]] = (
    (exp.Column, _column),
    (exp.Literal, _literal),
    (exp.Boolean, lambda _node, _text: "BOOLEAN"),
    (exp.Null, lambda _node, _text: NULL),
    (exp.Paren, lambda node, text: kind_of(node.this, text)),
    ((exp.And, exp.Or, exp.Not), _logic),
    ((exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE), _compare),
    (exp.Is, _is_null),
    (exp.In, _among),
    (exp.Between, _between),
    (exp.Like, _like),
    ((exp.Add, exp.Sub, exp.Mul, exp.Neg), _number),
    ((exp.Coalesce, exp.Least, exp.Greatest), _choice),
    (exp.Case, _case),
    (exp.DateDiff, _days),
    (exp.Cast, _day),
)
