"""The page on XML documents says what the readers do."""

import re
from pathlib import Path

from goldthread.readers import documents
from goldthread.readers.documents import cutting, tables, values

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "loading-xml.md").read_text("utf-8")


def test_reasons_of_quarantine_are_those_of_the_readers() -> None:
    listed = set(re.findall(r"quarantined: `([a-z-]+)`", PAGE))
    package = Path(documents.__file__).parent
    modules = [*package.glob("*.py"), *package.parent.glob("st96*/*.py")]
    modules += [package.parent / f"{name}.py" for name in ("cnipa", "jpo", "st96_legal_status")]
    modules.append(package.parent / "st27" / "code.py")
    text = "".join(path.read_text("utf-8") for path in modules)
    assert listed == set(re.findall(r'"((?:malformed|cut|too|bad|no|not)-[a-z]+(?:-rows)?)"', text))


def test_limits_are_those_of_the_readers() -> None:
    assert f"a record may have {cutting.RECORD_LIMIT >> 20} MiB" in PAGE
    assert f"more than {values.NUMBER_LIMIT} characters" in PAGE
    assert f"more than {tables.ROWS_LIMIT:,} rows" in PAGE
