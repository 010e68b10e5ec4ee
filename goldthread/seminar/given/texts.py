"""Texts of several lines: one kind of line end, whoever sends them."""


def plain(text: str | None) -> str:
    """Browsers send CR LF, programs LF: kept is LF, so that a passage is found again."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")
