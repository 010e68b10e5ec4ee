"""A fault of a filled-in form: where it stands, what was found and what is expected."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldthread.documents.xlsx.wording import fault_wording, filled

SHOWN = 60


@dataclass(frozen=True)
class Fault:
    """`refuses` is false for what is only told: the row, or the file, is taken all the same.

    `sheet` is the sheet's name as it stands in the file, empty for the whole file; `cell` is an
    address such as "C17", empty for the whole sheet.
    """

    code: str
    sheet: str
    cell: str
    found: Mapping[str, str]
    expected: Mapping[str, str]
    refuses: bool = True

    def sentence(self, lang: str) -> str:
        """The fault as one sentence: "Sheet Tasks, cell C17: found “x”; expected a date." """
        found, expected = self.found[lang], self.expected[lang].rstrip("。")
        if lang == "zh":
            where = (f"工作表“{self.sheet}”" if self.sheet else "文件") + self.cell
            return f"{where}：{found}；{expected}。"
        where = f"Sheet {self.sheet}" if self.sheet else "The file"
        where += f", cell {self.cell}" if self.cell else ""
        return f"{where}: found {found.rstrip('.')}; expected {expected.rstrip('.')}."


def fault(code: str, sheet: str = "", cell: str = "", /, **values: object) -> Fault:
    """The fault `code` of faults.yaml with its values filled in."""
    entry = fault_wording(code)
    return Fault(
        code,
        sheet,
        cell,
        filled(entry["found"], **values),
        filled(entry["expected"], **values),
        entry.get("refuses", True),
    )


def shown(value: object) -> str:
    """A value as it can stand in a sentence: one line, of a bounded length, nothing unprintable."""
    text = " ".join(str(value)[: SHOWN * 4].split())
    text = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
