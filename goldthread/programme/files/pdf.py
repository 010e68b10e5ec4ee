"""A PDF looked through for what acts: scripts, actions, embedded files; never rendered.

The looking is done by `pdf_look` in a process of its own, bounded in time and memory: a PDF made
to exhaust a parser exhausts that process only.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

from goldthread.programme.files.kinds import limits
from goldthread.programme.files.refused import refusal

_LOOK: Final = Path(__file__).with_name("pdf_look.py")
_CODES: Final = frozenset(
    {"encrypted", "pdf_script", "pdf_action", "pdf_files", "pdf_form", "pdf_too_much", "damaged"}
)


def check_pdf(path: Path, name: str) -> None:
    """Refuses a PDF that acts, is protected, is damaged, or cannot be looked through in bounds."""
    bounds = limits()
    command = [
        sys.executable, "-I", str(_LOOK), str(path),
        str(bounds.pdf_objects), str(bounds.pdf_seconds), str(bounds.pdf_memory),
    ]  # fmt: skip
    try:
        # Our own interpreter and program; the path is one that we made.
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=bounds.pdf_seconds * 2, check=False
        )
    except subprocess.TimeoutExpired:
        raise refusal("pdf_too_much", name) from None
    said = done.stdout.strip()
    if done.returncode == 0 and not said:
        return
    # A process that its limits ended says nothing.
    raise refusal(said if said in _CODES else "pdf_too_much", name)
