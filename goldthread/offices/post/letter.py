"""A digest as a mail: plain text and a simple HTML part that say the same."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldthread.offices.post.digest import MOST_DUE, Digest, Group, Line
from goldthread.offices.post.due import Due
from goldthread.offices.post.texts import NOTICES_PATH, counted, day_in, moment_in, text
from goldthread.offices.post.wishes import RHYTHM_TITLES
from goldthread.workflow.texts import in_language

TAGS = {"en": "en", "zh": "zh-Hans"}


class Part(NamedTuple):
    """One thing told: a title with its link, and lines under it."""

    title: str
    link: str
    lines: tuple[str, ...]


class Section(NamedTuple):
    heading: str
    parts: tuple[Part, ...]
    rest: str


def letter(digest: Digest, *, to: str, key: str, at: datetime) -> EmailMultiAlternatives:
    """The mail; `key` makes its Message-ID, which stays the same when it is sent once more."""
    message = EmailMultiAlternatives(
        subject=_encoded(digest.subject),
        body=plain(digest),
        to=[to],
        headers={
            "Message-ID": message_id(key),
            "Date": format_datetime(at.astimezone(UTC)),
            "Auto-Submitted": "auto-generated",
            "Content-Language": TAGS[digest.language],
        },
    )
    message.attach_alternative(str(html(digest)), "text/html")
    return message


def _encoded(subject: str) -> str:
    """In words short enough that the first fits beside "Subject:"; Django folds between them.

    Left to itself it would fold before the first, and readers would see a subject that begins
    with a space.
    """
    if subject.isascii():
        return subject
    return Header(subject, "utf-8", header_name="Subject").encode(linesep="")


def message_id(key: str) -> str:
    host = urlsplit(getattr(settings, "GOLDTHREAD_ADDRESS", "") or "").hostname or "localhost"
    return f"<{blake2b(key.encode(), digest_size=16).hexdigest()}@{host}>"


def plain(digest: Digest) -> str:
    lines = [_intro(digest), ""]
    for section in _sections(digest):
        lines += [section.heading, "=" * (2 * len(section.heading)), ""]
        for part in section.parts:
            lines += [part.title, *(f"  - {line}" for line in part.lines)]
            lines += [f"  {part.link}"] * bool(part.link) + [""]
        lines += [section.rest, ""] * bool(section.rest)
    address = link(NOTICES_PATH)
    lines += [f"{text('all', digest.language)}: {address}"] * bool(address)
    return "\n".join([*lines, _why(digest), ""])


def html(digest: Digest) -> SafeString:
    sections = format_html_join("\n", "{}", ((_section(each),) for each in _sections(digest)))
    return format_html(
        '<!doctype html>\n<html lang="{}">\n<head><meta charset="utf-8"><title>{}</title></head>\n'
        "<body>\n<p>{}</p>\n{}\n<p>{}</p>\n<p>{}</p>\n</body>\n</html>\n",
        TAGS[digest.language],
        digest.subject,
        _intro(digest),
        sections,
        _linked(text("all", digest.language), link(NOTICES_PATH)),
        _why(digest),
    )


def link(path: str) -> str:
    """The whole address of a page; empty where the site's address is not set."""
    base = getattr(settings, "GOLDTHREAD_ADDRESS", "") or ""
    return f"{base.rstrip('/')}{quote(path, safe='/?&=#%:;,+@')}" if base and path else ""


def _sections(digest: Digest) -> Iterator[Section]:
    lang = digest.language
    if digest.dues:
        shown = digest.dues[:MOST_DUE]
        more = len(digest.dues) - len(shown)
        parts = tuple(_due(each, digest) for each in shown)
        yield Section(text("due", lang), parts, text("more_due", lang, n=more) if more else "")
    parts = tuple(_part(group, lang) for group in digest.groups)
    rest = text("more", lang, n=digest.not_shown) if digest.not_shown else ""
    yield Section(text("happened", lang), parts, rest)


def _due(due: Due, digest: Digest) -> Part:
    lang = digest.language
    name = "due_today" if due.day == digest.day else "due_on"
    name = "overdue" if due.day < digest.day else name
    told = text(name, lang, day=day_in(due.day, lang))
    return Part(in_language(due.titles, lang), link(due.address), (told,))


def _part(group: Group, lang: str) -> Part:
    lines = tuple(_line(line, lang) for line in group.lines)
    return Part(group.title, link(group.address), lines)


def _line(line: Line, lang: str) -> str:
    return text(
        "line" if line.count == 1 else "line_many",
        lang,
        kind=in_language(line.kind, lang),
        n=line.count,
        when=moment_in(line.latest, lang),
    )


def _intro(digest: Digest) -> str:
    lang = digest.language
    return text("intro", lang, name=digest.name, count=counted(digest.count, lang))


def _why(digest: Digest) -> str:
    rhythm = in_language(RHYTHM_TITLES[digest.rhythm], digest.language)
    return text("why", digest.language, rhythm=rhythm)


def _section(section: Section) -> SafeString:
    parts = format_html_join(
        "\n",
        "<li>{}{}</li>",
        ((_linked(part.title, part.link), _listed(part.lines)) for part in section.parts),
    )
    rest = format_html("\n<p>{}</p>", section.rest) if section.rest else ""
    return format_html("<h2>{}</h2>\n<ul>\n{}\n</ul>{}", section.heading, parts, rest)


def _listed(lines: tuple[str, ...]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul>{}</ul>", items)


def _linked(title: str, address: str) -> SafeString | str:
    return format_html('<a href="{}">{}</a>', address, title) if address else title
