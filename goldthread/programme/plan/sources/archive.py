"""A DOCX's parts, opened with every bound set before anything is unpacked."""

import io
import re
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from goldthread.programme.plan.errors import PlanRefused

_MOST_PARTS = 2000
_LARGEST_PART = 60 * 2**20
_LARGEST_SUM = 200 * 2**20
_LARGEST_RATIO = 200
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The XML parts of a DOCX, bounded in number, size and ratio, with entities off."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise PlanRefused(
                f"{path} is no DOCX: it is not a ZIP archive ({error}). Save it anew from Word."
            ) from error
        self.names = set(self._zip.namelist())
        self._bounded()

    def _bounded(self) -> None:
        parts = self._zip.infolist()
        total = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or total > _LARGEST_SUM:
            raise PlanRefused(
                f"{self.path} unpacks to {len(parts)} parts and {total / 2**20:.0f} MB: "
                "that is no plan, and it was not opened."
            )
        for part in parts:
            packed = max(part.compress_size, 1)
            if part.file_size > 2**20 and part.file_size / packed > _LARGEST_RATIO:
                raise PlanRefused(
                    f"{self.path}: part {part.filename} unpacks to {part.file_size / packed:.0f} "
                    "times its size, as a ZIP bomb does; it was not opened."
                )

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, or None if the package has no such part."""
        if name not in self.names:
            return None
        content = self._content(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise PlanRefused(
                f"{self.path}: part {name} is no well-formed XML: {error}."
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise PlanRefused(
                f"{self.path}: part {name} declares a document type, which no Word file does; "
                "it may carry an entity bomb and was not read."
            )
        return root

    def _content(self, name: str) -> bytes:
        if self._zip.getinfo(name).file_size > _LARGEST_PART:
            raise PlanRefused(f"{self.path}: part {name} is larger than a plan's can be.")
        try:
            return self._zip.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            EOFError,
            NotImplementedError,
            OSError,
        ) as error:
            raise PlanRefused(
                f"{self.path}: part {name} is damaged or encrypted: {error}."
            ) from error

    def check(self) -> list[tuple[str, str]]:
        """Refuses macros and links that would be fetched; remarks on web addresses."""
        types = self.xml("[Content_Types].xml")
        macros = any(re.search(r"vbaProject|vbaData", name) for name in self.names)
        if macros or (types is not None and b"macroEnabled" in etree.tostring(types)):
            raise PlanRefused(f"{self.path} holds macros: save it as .docx without them.")
        links = [
            link
            for name in sorted(self.names)
            if name.endswith(".rels")
            for link in self._links(name)
        ]
        loaded = [target for kind, target in links if kind != "hyperlink"]
        if loaded:
            raise PlanRefused(
                f"{self.path} links to content outside the file ({loaded[0][:120]}): "
                "break the link in Word and save it again."
            )
        if links:
            text = f"The file links to {len(links)} outside addresses; none was opened."
            return [("external_links", text)]
        return []

    def _links(self, name: str) -> list[tuple[str, str]]:
        root = self.xml(name)
        assert root is not None
        return [
            (relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", ""))
            for relation in root.iter(_RELATION)
            if relation.get("TargetMode") == "External"
        ]
