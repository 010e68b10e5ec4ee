"""How cells look: formats by kind, grey where a column is given."""

from typing import Any, Final

from goldthread.documents.xlsx.model import Column

FONT: Final = {"font_name": "Microsoft YaHei", "font_size": 10}
GREY: Final = "#EDEDED"
GOLD: Final = "#F3E3B3"
_NUMBER_FORMATS: Final = {"text": "@", "reference": "@", "choice": "@", "date": "yyyy-mm-dd"}
# A spreadsheet takes a text that begins so for a formula as soon as somebody edits the cell.
INJECTING: Final = ("=", "+", "-", "@", "\t", "\r")


def number_format(column: Column) -> str:
    places = "." + "0" * column.places if column.places else ""
    match column.kind:
        case "integer":
            return "#,##0"
        case "decimal":
            return f"#,##0{places}"
        case "percent":
            return f"0{places}%"
        case kind:
            return _NUMBER_FORMATS.get(kind, "General")


class Looks:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book, self._made = book, dict[tuple[Any, ...], Any]()

    def cell(self, column: Column, *, locked: bool, quoted: bool = False) -> Any:
        """A cell of the column; `quoted` keeps its text a text when it is edited."""
        format_ = number_format(column)
        right = column.kind in ("integer", "decimal", "percent")
        made = {"num_format": format_, "locked": locked, "quote_prefix": quoted, "valign": "top"}
        made |= {"align": "right" if right else "left", "text_wrap": column.kind == "text"}
        if locked:
            made |= {"bg_color": GREY, "border": 1, "border_color": "#D0D0D0"}
        return self._format(made)

    def heading(self, *, required: bool) -> Any:
        return self._format(
            {"bold": True, "bg_color": GOLD, "bottom": 2 if required else 1, "text_wrap": True,
             "valign": "vcenter", "locked": True}
        )  # fmt: skip

    def plain(self, *, bold: bool = False, size: int = 10) -> Any:
        return self._format(
            {"text_wrap": True, "valign": "top", "bold": bold, "font_size": size, "num_format": "@"}
        )

    def _format(self, properties: dict[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(FONT | properties)
        return self._made[key]
