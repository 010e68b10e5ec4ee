"""The text layer of a PDF; a scanned page has none."""

import io
import logging
from pathlib import Path

from goldthread.programme.plan.errors import PlanRefused
from goldthread.programme.plan.sources.source import Source

_MOST_PAGES = 500


def read_pdf(path: Path, content: bytes) -> Source:
    """The pages' text, a form feed between pages. Raises PlanRefused."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(content))
        if document.is_encrypted:
            raise PlanRefused(f"{path} is encrypted: save it without a password.")
        if len(document.pages) > _MOST_PAGES:
            raise PlanRefused(
                f"{path} has {len(document.pages)} pages; a plan may have {_MOST_PAGES}: "
                "give the part that holds the plan."
            )
        pages = [page.extract_text() for page in document.pages]
    except PlanRefused:
        raise
    except Exception as error:  # a damaged PDF fails in pypdf in many ways
        cause = str(error).rstrip(".") or type(error).__name__
        raise PlanRefused(f"{path} cannot be read as PDF: {cause}.") from error
    return _source(path, pages)


def _source(path: Path, pages: list[str]) -> Source:
    if not any(page.strip() for page in pages):
        raise PlanRefused(f"{path} has no text layer: it is scanned. Give the text, or a DOCX.")
    source = Source("\n\f".join(pages))
    if empty := sum(not page.strip() for page in pages):
        source.remarks.append(
            ("page_without_text", f"{empty} pages hold no text and were not read.")
        )
    return source
