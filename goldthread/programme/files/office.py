"""What Word, Excel and PowerPoint files may not hold: macros, links outside, objects, controls."""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from goldthread.programme.files.markup import Judge
from goldthread.programme.files.refused import data, refusal

_MACROS: Final = re.compile(r"vbaProject|vbaData|/macrosheets/", re.IGNORECASE)
_PACKAGE: Final = re.compile(r"/embeddings/.*\.(?:docx|xlsx|pptx)$", re.IGNORECASE)
_EXTERNAL_DATA: Final = re.compile(
    r"xl/(?:externalLinks/[^/]*|connections|queryTables/[^/]*)\.xml$", re.IGNORECASE
)
_WITH_ACTIONS: Final = re.compile(r"ppt/slide(?:s|Layouts|Masters)/[^/]*\.xml$", re.IGNORECASE)
_STARTING: Final = ("ppaction://program", "ppaction://macro", "ppaction://ole")
# A template on the sender's own disk is not fetched from anywhere; one on a server is.
_OWN_DISK: Final = re.compile(r"file:///[a-z]:[/\\]", re.IGNORECASE)
_WITH_FIELDS: Final = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$", re.IGNORECASE
)
_DDE: Final = re.compile(r"(?:^|\s)DDE(?:AUTO)?\s", re.IGNORECASE)
_FIELDS_KEPT: Final = 10_000  # characters of fields looked at together


def is_package(part: str) -> bool:
    """Is the part an Office file of its own, as the table behind a chart is?"""
    return bool(_PACKAGE.search(f"/{part}"))


class Office:
    """The rules of the OOXML package called `name`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def kind_of(self, types: bytes) -> str:
        """`docx`, `xlsx`, `pptx` by the declared type of the main part, else `zip`."""
        if b"macroEnabled" in types or b"vbaProject" in types:
            raise refusal("macros", self._name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(types, parser)
        except etree.XMLSyntaxError:
            raise refusal("damaged", self._name) from None
        declared = {entry.get("ContentType", "") for entry in root}
        known: Mapping[str, str] = data("kinds")["main_parts"]
        return next((kind for type_, kind in known.items() if type_ in declared), "zip")

    def check_name(self, part: str) -> None:
        lower = f"/{part}".lower()
        if _MACROS.search(lower):
            raise refusal("macros", self._name)
        if "/activex/" in lower:
            raise refusal("active_x", self._name, target=part)
        if _EXTERNAL_DATA.search(part):
            raise refusal("external", self._name, target=part)
        if "/embeddings/" in lower and not is_package(part):
            raise refusal("ole", self._name, target=part)

    def judge(self, part: str) -> Judge | None:
        """Who looks at the part's elements, or None where nobody needs to."""
        if part.lower().endswith(".rels"):
            return Judge(self._name, part, self._relation)
        if _WITH_FIELDS.search(part):
            fields = _Fields(self._name)
            return Judge(self._name, part, fields.element, "instrText", fields.text)
        return Judge(self._name, part, self._action) if _WITH_ACTIONS.search(part) else None

    def _action(self, _element: str, attributes: Mapping[str, str]) -> None:
        """A slide may lead to another, not to a program."""
        if attributes.get("action", "").lower().startswith(_STARTING):
            raise refusal("fields", self._name)

    def _relation(self, element: str, attributes: Mapping[str, str]) -> None:
        """Only a web address to click on may lie outside the file."""
        if element != "Relationship":
            return
        kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        if kind == "aFChunk":  # a document of another form, which Word takes in unseen
            raise refusal("ole", self._name, target=attributes.get("Target", ""))
        if attributes.get("TargetMode") != "External" or kind == "hyperlink":
            return
        target = attributes.get("Target", "")
        if kind != "attachedTemplate":
            raise refusal("external", self._name, target=target)
        if not _OWN_DISK.match(target):
            raise refusal("template", self._name, target=target)


class _Fields:
    """The wording of fields, which Word splits over many elements."""

    def __init__(self, name: str) -> None:
        self._name, self._said = name, ""

    def element(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "fldSimple":
            told = (value for key, value in attributes.items() if key.endswith("}instr"))
            self.text(f" {next(told, '')} ")
        elif element == "fldChar":
            self.text(" ")
            self._said = ""

    def text(self, text: str) -> None:
        self._said = (self._said + text)[-_FIELDS_KEPT:]
        if _DDE.search(self._said + " "):
            raise refusal("fields", self._name)
