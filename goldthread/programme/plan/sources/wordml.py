"""Names and attributes of WordprocessingML."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(node: etree._Element | None, default: str | None = None) -> str | None:
    """An element's w:val, or the default where it or the element is absent."""
    return default if node is None else node.get(f"{W}val", default)


def whole(node: etree._Element | None, default: int) -> int:
    """A w:val that is a small whole number."""
    text = value(node) or ""
    return int(text) if text.isdecimal() and len(text) < 6 else default
