"""What the codes say by which readers and the register tell why a record is in quarantine."""

from typing import Final

from django.utils.translation import gettext_lazy as _

REASONS: Final = {
    "bad-code": _("Wrong event code"),
    "bad-date": _("Wrong date"),
    "bad-encoding": _("Wrong encoding"),
    "bad-kind": _("Unknown kind of document"),
    "bad-number": _("Wrong number"),
    "bad-office": _("Unknown office"),
    "bad-period": _("Wrong period"),
    "bad-symbol": _("Wrong classification symbol"),
    "bad-value": _("Value that is not allowed"),
    "conflict": _("Rows that contradict each other"),
    "cut-off": _("Cut off"),
    "duplicate-key": _("Key that occurs again"),
    "formula-error": _("Error of a formula"),
    "formula-without-result": _("Formula without a result"),
    "impossible": _("Record that cannot be"),
    "malformed-row": _("Row that is not well-formed"),
    "malformed-text": _("Text that is not well-formed"),
    "malformed-xml": _("XML that is not well-formed"),
    "merged-cell": _("Merged cell"),
    "missing-value": _("Required value is missing"),
    "no-key": _("Number or day of the key is missing"),
    "no-match": _("Not of the form expected"),
    "not-a-record": _("Row that is no record"),
    "not-valid": _("Not valid by its schema"),
    "nul": _("NUL character"),
    "other-row": _("Another row of the right is bad"),
    "ragged-row": _("Cells do not fit the header"),
    "record-rejected": _("Another row of the record is bad"),
    "too-large": _("Too large"),
    "too-long": _("Cell that is too long"),
    "too-many-items": _("Too many items"),
    "too-many-rows": _("Too many rows"),
    "unmapped-value": _("Value that no map knows"),
}


def reason(code: str) -> str:
    """A code in words; one that has none is itself."""
    return str(REASONS.get(code, code))
