"""The names by which the parts of a Word file are known again when it comes back."""

from typing import Final

CONTENTS: Final = "goldthread-contents"
CODES: Final = "goldthread-codes"
PICTURE: Final = "goldthread-picture-"
MARK: Final = "Bound Code"
"""The character style of the code beside a number."""
