"""Groups and fields of a document. Values keep the blanks before them: some stand in columns."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from goldthread.readers.documents.values import Unsound, tidy

# The groups, with the fields that are read and those that are knowingly left out, by the office's
# "Patent Full-Text/APS" documentation (the Green Book). A group of texts has no fields to read.
READ: Final = {
    "PATN": "WKU SRC APN APT APD TTL ISD NCL EXA EXP NDR NFG DCD TRM",
    "INVT": "NAM STR CTY STA CNT ZIP",
    "ASSG": "NAM STR CTY STA CNT ZIP COD",
    "PRIR": "CNT APD APN",
    "REIS": "APN APD PNO ISD",
    "RLAP": "COD APN APD PSC PNO ISD",
    "CLAS": "OCL XCL EDF ICL",
    "UREF": "PNO ISD",
    "FREF": "PNO ISD CNT",
    "OREF": "",
    "LREP": "FRM FR2 AAT AGT ATT NAM",
    "PCTA": "PCN PD1 PD2 PD3 PCP PCD",
}
LEFT_OUT: Final = {
    "PATN": "ART ECL NPS PBL",
    "INVT": "R47 ITX",
    "ASSG": "ITX",
    "REIS": "COD",
    "CLAS": "UCL DCL FSC FSS FSI",
    "UREF": "NAM OCL XCL UCL",
    "FREF": "OCL ICL",
    "LREP": "REG STR CTY STA CNT ZIP",
}
TEXTS: Final = frozenset({"ABST", "GOVT", "PARN", "BSUM", "DRWD", "DETD", "CLMS", "DCLM"})
PARAGRAPH: Final = re.compile(r"PA[A-Z0-9]")

_KNOWN: Final = {
    name: frozenset(f"{codes} {LEFT_OUT.get(name, '')}".split()) for name, codes in READ.items()
}
_HEAD: Final = re.compile(rb"^([A-Z]{4}) *\r?$", re.MULTILINE)
_FIELD: Final = re.compile(r"([A-Z][A-Z0-9]{2})(?:  (.*)|\s*)")
_NUMBER: Final = b"\nWKU  "
_ON: Final = "     "  # a line that goes on with the field before it
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass
class Group:
    """One group: its fields in the order of their lines."""

    name: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def columns(self, code: str) -> list[str]:
        """The values of a field that stand in fixed columns, as they are."""
        return [text for name, text in self.fields if name == code]

    def all(self, code: str) -> list[str]:
        """The values of a field that are no blanks, tidied."""
        return [text for found in self.columns(code) if (text := tidy(found)) is not None]

    def first(self, code: str) -> str | None:
        """The first of them."""
        return next(iter(self.all(code)), None)


@dataclass
class Document:
    """A document's groups; what nobody reads is counted, what was guessed is said."""

    groups: dict[str, list[Group]] = field(default_factory=dict)
    claims: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def of(self, name: str) -> list[Group]:
        return self.groups.get(name, [])

    def only(self, name: str) -> Group:
        """The one group of its name; an empty one where there is none."""
        return next(iter(self.of(name)), Group(name))


def document(data: bytes) -> Document:
    """The fields of a document's groups; Unsound for one that is none, or two."""
    if data.count(_NUMBER) > 1:
        raise Unsound("malformed-text", "It has two numbers (WKU): a line PATN is missing in it.")
    made = Document()
    heads = list(_HEAD.finditer(data))
    stops = [head.start() for head in heads[1:]] + [len(data)]
    for head, stop in zip(heads, stops, strict=True):
        name = head[1].decode("ascii")
        if name in READ:
            made.groups.setdefault(name, []).append(_group(name, data[head.end() : stop], made))
        elif name == "CLMS":
            made.claims += data.count(b"\nNUM  ", head.end(), stop)
        elif name not in TEXTS:
            made.unknown[name] += 1
    return made


def _group(name: str, data: bytes, made: Document) -> Group:
    group = Group(name)
    for line in _text(name, data, made).split("\n"):
        if not line.strip():
            continue
        found = _FIELD.fullmatch(line)
        if line.startswith(_ON) and group.fields:
            code, text = group.fields[-1]
            group.fields[-1] = code, f"{text} {line.strip()}"
        elif found is None:
            made.unknown[f"{name}: a line without a field"] += 1
        else:
            group.fields.append((found[1], found[2] or ""))
            if not _is_known(name, found[1]):
                made.unknown[f"{name}/{found[1]}"] += 1
    return group


def _is_known(name: str, code: str) -> bool:
    return code in _KNOWN[name] or (name == "OREF" and PARAGRAPH.fullmatch(code) is not None)


def _text(name: str, data: bytes, made: Document) -> str:
    """The lines of a group as text; the office wrote ASCII."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        made.notes.append(f"{name}: bytes that are no ASCII were read as Latin-1")
        text = data.decode("latin-1")
    text = text.replace("\r\n", "\n").rstrip("\r")
    if (found := _CONTROL.search(text)) is not None:
        raise Unsound("malformed-text", f"Group {name} has the control character {found[0]!r}.")
    return text
