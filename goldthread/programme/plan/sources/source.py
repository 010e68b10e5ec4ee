"""What every source gives: one text, and what the text alone does not show."""

from dataclasses import dataclass, field


@dataclass
class Source:
    """The text of a plan; table cells are parted by tabs, rows and paragraphs by line ends.

    `headings` maps the offset of a line to the level it is styled as; `remarks` are (kind,
    message) of what was left out.
    """

    text: str
    headings: dict[int, int] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)


class Writer:
    """Builds a source line by line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.headings: dict[int, int] = {}
        self.remarks: list[tuple[str, str]] = []

    def line(self, text: str, heading: int | None = None) -> None:
        if heading is not None and text.strip():
            self.headings[self._length] = heading
        self._parts.append(text + "\n")
        self._length += len(text) + 1

    def row(self, cells: list[str]) -> None:
        """A table row; a row that is one merged cell becomes a line of its own."""
        plain = [cell.strip().replace("\t", " ").replace("\n", "\v") for cell in cells]
        if len(plain) > 1 and len(set(plain)) == 1:
            plain = plain[:1]
        self.line("\t".join(plain))

    def source(self) -> Source:
        text = "".join(self._parts)
        return Source(text[:-1] if text else "", self.headings, self.remarks)
