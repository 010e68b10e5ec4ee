"""IPC and CPC symbols as the register writes them: "H04L 9/32"."""

import re

from goldthread.readers.table.cells import Unfit, as_text, shown

_SYMBOL = re.compile(r"([A-HY]\d{2}[A-Z])\s*0*(\d{1,4})\s*/\s*(\d{2,6})(?:\s*\(.*\))?")
# ST.8's fixed form: subclass, main group in four digits, subgroup in six, filled with zeros.
_FIXED = re.compile(r"([A-HY]\d{2}[A-Z])(\d{4})(\d{6})")
_SUBCLASS = re.compile(r"[A-HY]\d{2}[A-Z]")


def symbol(value: object) -> object:
    """The step that writes a symbol in the register's form; a bare subclass stays itself."""
    text = as_text(value).strip().upper()
    if len(text) > 60:
        return Unfit("bad-symbol", f"{shown(text)} is no IPC or CPC symbol.")
    fixed = _FIXED.fullmatch(text)
    if fixed:
        group = fixed[3].rstrip("0").ljust(2, "0")
        return f"{fixed[1]} {int(fixed[2])}/{group}"
    found = _SYMBOL.fullmatch(text)
    if found:
        return f"{found[1]} {int(found[2])}/{found[3]}"
    if _SUBCLASS.fullmatch(text):
        return text
    return Unfit("bad-symbol", f"{shown(text)} is no IPC or CPC symbol.")
