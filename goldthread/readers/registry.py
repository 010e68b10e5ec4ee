"""The readers by name, and which of them a file asks for by what it holds."""

from collections.abc import Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from goldthread.errors import UsageError
from goldthread.readers.base import Reader, ReadError

GRANTS = "uspto_grant"
TEXTS = "us_grant_text"
EVENTS = "st27"
NEW_EVENTS = "st27_new"
# Modules of XML formats, each with a FORMAT and a `reader`.
DOCUMENTS = (
    "cnipa",
    "jpo",
    "st96",
    "st96_legal_status",
    "us_trademark",
    "us_application",
    "us_grant_old",
    "us_assignment",
    "docdb",
    "inpadoc_legal",
)
_HEAD = 65_536


def names() -> tuple[str, ...]:
    """Every reader's name: the formats, then the shipped mappings."""
    return (GRANTS, TEXTS, *DOCUMENTS, EVENTS, NEW_EVENTS, *sorted(_shipped()))


def reader(name: str) -> Reader:
    """A new reader of that name."""
    if name.replace("-", "_") == GRANTS:
        from goldthread.readers.uspto_grant import UsptoGrant

        return UsptoGrant()
    if name.replace("-", "_") == TEXTS:
        return _documents(TEXTS)
    if name == EVENTS:
        from goldthread.readers import st27

        return st27.reader()
    if name.replace("-", "_") == NEW_EVENTS:
        from goldthread.readers import st27

        return st27.adding_reader()
    if name.replace("-", "_") in DOCUMENTS:
        return _documents(name.replace("-", "_"))
    if name in _shipped():
        return _table(_shipped()[name])
    raise UsageError(f"There is no reader {name!r}.{_nearest(name)} {_told()}")


def mapping(path_or_name: str | Path) -> Reader:
    """A reader by a mapping file, or by the name of a shipped mapping."""
    path, name = Path(path_or_name), str(path_or_name)
    if not path.is_file() and name in _shipped():
        return _table(_shipped()[name])
    if not path.is_file():
        raise UsageError(
            f"{name} is neither a mapping file nor a shipped mapping.{_nearest(name)} {_told()}"
        )
    from goldthread.readers.table.parse import from_file
    from goldthread.readers.table.reader import TableReader

    return TableReader(from_file(path))


def validating(reader: Reader, folder: str | Path) -> Reader:
    """The reader, checking every record against the XSDs in a folder."""
    from goldthread.readers.documents.reader import DocumentReader

    if not isinstance(reader, DocumentReader):
        raise UsageError(f"The reader {reader.name} has no schema to validate against.")
    return reader.validating(Path(folder))


def expand(paths: Sequence[str | Path]) -> list[Path]:
    """The files of these paths: those of folders sorted by path, hidden ones left out."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += _files_of(path)
        elif path.is_file():
            found.append(path)
        else:
            raise ReadError(f"{path} does not exist, or is no file.")
    distinct = list(dict.fromkeys(found))
    if not distinct:
        raise ReadError("No file was named. Give the path of a file or a folder.")
    return distinct


def _files_of(folder: Path) -> list[Path]:
    inside = sorted(path for path in folder.rglob("*") if path.is_file())
    seen = [p for p in inside if not any(x.startswith(".") for x in p.relative_to(folder).parts)]
    # A spreadsheet program keeps "~$name.xlsx" beside a workbook that is open.
    kept = [path for path in seen if not path.name.startswith("~$")]
    if not kept:
        raise ReadError(f"{folder} holds no file.")
    return kept


def detect(paths: Sequence[str | Path]) -> Reader:
    """The reader that all these files ask for by their content.

    ReadError when nothing fits, when several readers fit one file, or when the files differ.
    """
    by_name: dict[str, list[Path]] = {}
    for path in expand(paths):
        by_name.setdefault(_recognised(path), []).append(path)
    if len(by_name) > 1:
        told = "; ".join(
            f"{name}: {len(of)} file(s), such as {of[0].name}" for name, of in by_name.items()
        )
        raise ReadError(
            f"The files ask for different readers ({told}). Load them one kind after another."
        )
    return reader(next(iter(by_name)))


def _recognised(path: Path) -> str:
    from goldthread.readers.uspto_grant import UsptoGrant

    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}.") from None
    if not head:
        raise ReadError(f"{path.name} is empty.")
    if UsptoGrant.recognises(path, head):
        return GRANTS
    if _module(TEXTS).recognises(path, head):
        return TEXTS
    return _document_format(path, head) or _mapping_for(path)


def _document_format(path: Path, head: bytes) -> str | None:
    """The format whose root element the file has; None when it is no XML.

    ReadError for XML that no format takes: it says which root element was seen.
    """
    from goldthread.readers.documents.glimpse import glimpse

    root = glimpse(path, head)
    if root is None or root.is_workbook:
        return None
    for name in DOCUMENTS:
        if _module(name).FORMAT.takes(root):
            return name
    raise ReadError(
        f"No reader recognises {path.name}: {root.told()}. Name one with --reader NAME, if it "
        f"is one of their documents. {_told()}"
    )


def _mapping_for(path: Path) -> str:
    from goldthread.readers import st27
    from goldthread.readers.table.headings import names_of
    from goldthread.readers.table.parse import shipped
    from goldthread.readers.table.recognise import fitting, glimpse

    seen = glimpse(path)
    if any(first and st27.recognises(names_of(first[:1])) for first in seen.sheets.values()):
        return EVENTS
    fit = fitting(seen, [shipped(file) for file in _shipped().values()])
    if len(fit) == 1:
        return fit[0]
    if fit:
        raise ReadError(
            f"{path.name} fits several mappings: {', '.join(fit)}. Choose with --mapping NAME."
        )
    raise ReadError(
        f"No reader recognises {path.name}: {seen.told()}. Name one with --reader NAME or "
        f"--mapping FILE, or draft a mapping with: goldthread map {path.name}. {_told()}"
    )


def _module(name: str) -> Any:
    return import_module(f"goldthread.readers.{name}")


def _documents(name: str) -> Reader:
    made: Reader = _module(name).reader()
    return made


def _shipped() -> dict[str, Path]:
    folder = Path(str(files("goldthread.readers") / "mappings"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def _table(path: Path) -> Reader:
    from goldthread.readers.table.parse import shipped
    from goldthread.readers.table.reader import TableReader

    return TableReader(shipped(path))


def _nearest(name: str) -> str:
    from goldthread.readers.table.document import nearest

    return nearest(name, names()).replace(" did", " Did", 1)


def _told() -> str:
    return f"The readers are {', '.join(names())}."
