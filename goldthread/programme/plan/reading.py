"""From a file or a text to a plan."""

from pathlib import Path

from goldthread.programme.plan.assemble import assemble
from goldthread.programme.plan.errors import PlanRefused
from goldthread.programme.plan.model import Plan, Remark
from goldthread.programme.plan.sources.source import Source

LARGEST_FILE = 20 * 2**20  # bytes
LONGEST_TEXT = 500_000  # characters; a whole plan of 139 tasks has some 30,000


def read(path: Path, *, year: int | None = None) -> Plan:
    """The plan a file holds: DOCX, PDF with a text layer, HTML, or plain text.

    `year` is the plan's year where its title does not say it. Raises PlanRefused.
    """
    path = Path(path)
    source = _source(path, _bytes(path))
    return _plan(source, year, str(path))


def read_text(text: str, *, year: int | None = None, name: str = "The text") -> Plan:
    """The plan a text holds; offsets count its characters. Raises PlanRefused."""
    return _plan(Source(text), year, name)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "does not exist"
            raise PlanRefused(f"{path} {what}: give a file.")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise PlanRefused(
                f"{path} has {size / 2**20:.0f} MB; a plan may have {LARGEST_FILE / 2**20:.0f} MB: "
                "save it without pictures, or as plain text."
            )
        content = path.read_bytes()
    except OSError as error:
        raise PlanRefused(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # a name with a NUL
        raise PlanRefused(f"{str(path)!r} is no file name: {error}.") from error
    if not content.strip():
        raise PlanRefused(f"{path} is empty: there is no plan in it.")
    return content


def _source(path: Path, content: bytes) -> Source:
    """Reads by what the file is, not by what it is called; heavy readers load when needed."""
    if content.startswith(b"PK\x03\x04") or path.suffix.lower() in {".docx", ".docm", ".dotx"}:
        from goldthread.programme.plan.sources.docx import read_docx

        return read_docx(path, content)
    if content.lstrip()[:5] == b"%PDF-":
        from goldthread.programme.plan.sources.pdf import read_pdf

        return read_pdf(path, content)
    from goldthread.programme.plan.sources.text import decode

    text, remarks = decode(path, content)
    if path.suffix.lower() in {".html", ".htm", ".xhtml"} or _is_html(text):
        from goldthread.programme.plan.sources.html import read_html

        return read_html(path, text)
    return Source(text, remarks=remarks)


def _is_html(text: str) -> bool:
    start = text[:400].lstrip("\ufeff \r\n\t").lower()
    return start.startswith(("<!doctype html", "<html", "<?xml")) or "<body" in start


def _plan(source: Source, year: int | None, name: str) -> Plan:
    if not source.text.strip("\ufeff \r\n\t\v\f　"):
        raise PlanRefused(f"{name} is empty: there is no text in it that could be a plan.")
    if len(source.text) > LONGEST_TEXT:
        raise PlanRefused(
            f"{name} has {len(source.text):,} characters; a plan may have {LONGEST_TEXT:,}: "
            "give its parts one by one."
        )
    if year is not None and not 1 <= year <= 9998:
        raise PlanRefused(f"The year {year} given for {name} is none: give one such as 2019.")
    plan = assemble(source.text, year, source.headings)
    remarks = tuple(Remark(kind, message) for kind, message in source.remarks)
    return Plan(plan.source, plan.title, plan.measures, remarks + plan.warnings)
