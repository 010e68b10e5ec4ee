"""A machine drawn as a ladder: its states from top to bottom, actions as rails on either side.

Written as SVG text with presentation attributes only, so that it may stand in a page whose content
policy allows no inline style.
"""

from goldthread.workflow.drawing.layout import lay_out
from goldthread.workflow.drawing.svg import write
from goldthread.workflow.drawing.words import in_words
from goldthread.workflow.machine import Machine

__all__ = ["draw", "in_words"]


def draw(machine: Machine, lang: str) -> str:
    """The state diagram in a language, with its title and a description in sentences."""
    return write(lay_out(machine, lang), machine, lang)
