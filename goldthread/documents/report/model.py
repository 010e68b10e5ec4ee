"""What a report is made of: layout and bound numbers, no meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

OVERRIDDEN: Final = "†"
"""After a number that is stated otherwise than computed; the list of codes says why."""


@dataclass(frozen=True)
class Bound:
    """A number as it is printed, and the code that opens it. `stated`: not as it was computed."""

    text: str
    code: str
    stated: bool = False

    @property
    def mark(self) -> str:
        return (OVERRIDDEN if self.stated else "") + self.code


Run = str | Bound
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """`level` from 1; numbered when written."""

    runs: Runs
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True)
class Item:
    runs: Runs


@dataclass(frozen=True)
class Table:
    """Columns after the first are numbers, set right, where `numeric`."""

    caption: Runs
    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: bool = False


@dataclass(frozen=True)
class Picture:
    """`key` names it, so that it is known again in a file that comes back."""

    caption: Runs
    alt: str
    key: str
    png: bytes = field(repr=False)
    svg: bytes = field(repr=False)


Block = Heading | Paragraph | Item | Table | Picture


@dataclass(frozen=True)
class Code:
    """A line of the list of codes: the number, what it is, why it is stated otherwise."""

    code: str
    text: str
    told: str


@dataclass(frozen=True)
class Words:
    """What the layout itself says, in the language of the report."""

    contents: str
    table: str
    figure: str
    codes: str
    columns: tuple[str, str, str]


@dataclass(frozen=True)
class Report:
    """`identifier`: what it was made from, kept in the file and not shown."""

    title: str
    lang: str
    under: tuple[str, ...]
    blocks: Sequence[Block]
    codes: Sequence[Code]
    identifier: str = ""

    @property
    def words(self) -> Words:
        return WORDS["zh" if self.lang.startswith("zh") else "en"]


WORDS: Final = {
    "en": Words(
        "Contents", "Table", "Figure", "The numbers and their codes", ("Code", "Number", "What")
    ),
    "zh": Words("目录", "表", "图", "数据代码表", ("代码", "数值", "含义")),
}
_DIGITS: Final = "一二三四五六七八九十"


def numbered(blocks: Sequence[Block], lang: str) -> Iterator[tuple[str, Block]]:
    """Every block with its number: of a heading `一、`, `（一）` or `1`, `1.1`; else nothing."""
    counts = [0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield "", block
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * len(counts[block.level :])
        yield _number(counts, block.level, lang.startswith("zh")), block


def _number(counts: list[int], level: int, chinese: bool) -> str:
    if not chinese:
        return ".".join(str(n) for n in counts[:level]) + " "
    if level == 1:
        return f"{han(counts[0])}、"
    return f"（{han(counts[1])}）" if level == 2 else f"{counts[2]}."


def han(number: int) -> str:
    """1 to 99 as Chinese numbering has them."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")


def bound_in(block: Block) -> Iterator[Bound]:
    """Every bound number of a block, in its order."""
    runs: list[Runs] = []
    if isinstance(block, Table):
        runs = [block.caption, *(cell for row in block.rows for cell in row)]
    else:
        runs = [block.caption if isinstance(block, Picture) else block.runs]
    yield from (run for each in runs for run in each if isinstance(run, Bound))
