"""Run by `pdf`, in a process of its own: prints what a PDF holds that acts, or nothing.

Stands alone: it imports pypdf and nothing of ours.
"""

import logging
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ACTIONS = {
    "/JavaScript": "pdf_script",
    "/Rendition": "pdf_files",
    "/Launch": "pdf_action",
    "/ImportData": "pdf_action",
    "/SubmitForm": "pdf_action",
    "/GoToE": "pdf_files",
}
_NAMES = {
    "/JS": "pdf_script",
    "/JavaScript": "pdf_script",
    "/EF": "pdf_files",
    "/EmbeddedFiles": "pdf_files",
    "/XFA": "pdf_form",
}
_TYPES = {"/EmbeddedFile": "pdf_files", "/RichMedia": "pdf_files", "/3D": "pdf_files"}
_TYPES |= {"/Screen": "pdf_files", "/Movie": "pdf_files", "/Sound": "pdf_files"}


def look(path: Path, most_objects: int) -> str:
    """The code of the first thing found, or nothing."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as file:
        reader = pypdf.PdfReader(file, strict=False)
        if reader.is_encrypted:
            return "encrypted"
        root: Any = reader.trailer["/Root"]
        if "/Pages" not in root:
            return "damaged"
        numbers = _numbers(reader)
        if len(numbers) > most_objects:
            return "pdf_too_much"
        return next(filter(None, map(_found, _dictionaries(reader, numbers))), "")


def _numbers(reader: Any) -> list[tuple[int, int]]:
    """Number and generation of every object, those within object streams included."""
    plain = [(number, generation) for generation, of in reader.xref.items() for number in of]
    return plain + [(number, 0) for number in reader.xref_objStm]


def _dictionaries(reader: Any, numbers: list[tuple[int, int]]) -> Iterator[Any]:
    """Every dictionary of the file, at whatever depth; references are not followed."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting: list[Any] = [reader.trailer]
    for number, generation in numbers:
        waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            one = waiting.pop()
            if isinstance(one, DictionaryObject):
                yield one
                waiting.extend(one.raw_get(key) for key in one)
            elif isinstance(one, ArrayObject):
                waiting.extend(list.__iter__(one))


def _found(one: Any) -> str:
    for name, code in _NAMES.items():
        if name in one:
            return code
    kinds = [one.raw_get(key) for key in ("/S", "/Type", "/Subtype") if key in one]
    acting = _ACTIONS.get(str(kinds[0]), "") if "/S" in one else ""
    return acting or next((_TYPES[str(kind)] for kind in kinds if str(kind) in _TYPES), "")


def _bound(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main(arguments: list[str]) -> str:
    path, objects, seconds, memory = arguments
    _bound(int(seconds), int(memory))
    try:
        return look(Path(path), int(objects))
    except (MemoryError, ImportError):  # a module that finds no room is no damage of the PDF
        return "pdf_too_much"
    except Exception:  # a damaged PDF fails in pypdf in many ways, one of them for want of memory
        return "damaged" if _has_room() else "pdf_too_much"


def _has_room() -> bool:
    """Could a megabyte still be had within the bound?"""
    try:
        return bool(bytearray(2**20))
    except MemoryError:
        return False


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
