"""Plain text in utf-8, utf-16 or gb18030, told apart by its bytes."""

import codecs
import unicodedata
from pathlib import Path

from goldthread.programme.plan.errors import PlanRefused

_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (.doc, .xls): save it as .docx"),
    (b"{\\rtf", "an RTF file: save it as .docx"),
    (b"\x89PNG", "a picture: give the text, not its image"),
    (b"\xff\xd8\xff", "a picture: give the text, not its image"),
    (b"II*\x00", "a picture: give the text, not its image"),
    (b"GIF8", "a picture: give the text, not its image"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
    (b"Rar!", "a compressed file: unpack it first"),
    (b"7z\xbc\xaf", "a compressed file: unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(path: Path, content: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The text, and a remark where its encoding was only guessed. Raises PlanRefused."""
    for start, what in _OTHER_FORMATS:
        if content.startswith(start):
            raise PlanRefused(f"{path} is {what}.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(path, content, encoding), []
    for encoding in _likely(content):
        text = _decoded(content, encoding)
        if text is not None and _readable(text):
            remark = f"The text was read as {encoding}; check that it is legible."
            return text, [] if encoding == "utf-8" else [("encoding_guessed", remark)]
    raise PlanRefused(
        f"{path} is no text in utf-8, utf-16 or gb18030: it seems to be binary. "
        "Give a .docx, .pdf, .html or plain text file."
    )


def _marked(path: Path, content: bytes, encoding: str) -> str:
    text = _decoded(content, encoding)
    if text is None or not _readable(text):
        raise PlanRefused(f"{path} is marked as {encoding} but is not: save it anew as utf-8.")
    return text


def _likely(content: bytes) -> list[str]:
    """Encodings to try; NULs, or line ends two bytes wide, speak for utf-16."""
    sample = content[:4096]
    if b"\x00" in sample:
        low = sample[1::2].count(0) >= sample[::2].count(0)
        return ["utf-16-le", "utf-16-be"] if low else ["utf-16-be", "utf-16-le"]
    return ["utf-8", "gb18030"]


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _readable(text: str) -> bool:
    """Whether nearly every character is one that a text would hold."""
    sample = text[:20_000]
    odd = sum(
        unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} and char not in "\t\n\r\f\v\x85"
        for char in sample
    )
    return odd * 100 <= len(sample) and "\x00" not in sample
