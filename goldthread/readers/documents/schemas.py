"""Records checked against an office's XSDs, which lie in a folder; nothing is fetched."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from lxml import etree

from goldthread.errors import UsageError
from goldthread.readers.documents.values import Unsound

_MESSAGES: Final = 3  # of a record that is not valid


class Schema:
    """A schema of a folder by its name without the version: the newest `Name_V6_0.xsd`."""

    def __init__(self, folder: Path, name: str) -> None:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder of schemas.")
        pattern = re.compile(rf"{re.escape(name)}(?:_V(\d+)_(\d+))?\.xsd")
        found = [
            (tuple(int(part or 0) for part in match.groups()), path)
            for path in sorted(folder.iterdir())
            if (match := pattern.fullmatch(path.name))
        ]
        if not found:
            raise UsageError(
                f"{folder} holds no schema {name}_V*.xsd, which is needed to validate."
            )
        self._path = max(found)[1]

    @cached_property
    def _schema(self) -> Any:
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        try:
            return etree.XMLSchema(etree.parse(str(self._path), parser))
        except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
            raise UsageError(f"{self._path.name} is no whole XML schema: {error}") from None

    def check(self, record: Any) -> None:
        """Raise Unsound when the record is not valid by this schema."""
        if not self._schema.validate(record):
            messages = [entry.message for entry in self._schema.error_log][:_MESSAGES]
            raise Unsound("not-valid", f"By {self._path.name}: {' '.join(messages)}")
