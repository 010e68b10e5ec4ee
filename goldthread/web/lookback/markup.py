"""The look-back's long lists as HTML, made in one go: they are nine tenths of the page's cells.

Values arrive written and escaped (`figures.linked`); every other text is escaped here.
"""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from goldthread.web.lookback.choices import Choice, Option
    from goldthread.web.lookback.ranking import RankedRow
    from goldthread.web.lookback.series import Row


def options(choice: "Choice") -> SafeString:
    """The options of a choice, in their groups."""
    made = []
    for group in choice.groups:
        inner = "".join(map(_option, group.options))
        title = escape(group.title)
        made.append(f'<optgroup label="{title}">{inner}</optgroup>' if title else inner)
    return SafeString("".join(made))


def _option(option: "Option") -> str:
    chosen = " selected" if option.chosen else ""
    return f'<option value="{escape(option.value)}"{chosen}>{escape(option.title)}</option>'


def ranked(rows: Iterable["RankedRow"], *, sectors: bool = False) -> SafeString:
    """The body of a ranked table; `sectors` puts the note into a column of its own."""
    return SafeString("".join(_ranked(row, sectors) for row in rows))


def _ranked(row: "RankedRow", sectors: bool) -> str:
    css = f' class="{row.tone}"' if row.tone else ""
    name, note = escape(row.name), escape(row.note)
    named = f'<a href="{escape(row.look)}">{name}</a>' if row.look else name
    if note and not sectors:
        named += f" <small>{note}</small>"
    column = f'<td class="hide-narrow">{note}</td>' if sectors else ""
    bar = f'<svg aria-hidden="true"><rect width="{row.width}%" height="100%"/></svg>'
    return (
        f'<tr{css}><td class="num">{row.rank}</td><th scope="row">{named}</th>{column}'
        f'<td class="num">{row.value}</td><td class="num">{row.absolute}</td>'
        f'<td class="num">{row.percent}</td>'
        f'<td class="bar hide-narrow">{bar if row.width else ""}</td></tr>'
    )


def series(rows: Iterable["Row"]) -> SafeString:
    """The body of the series' table."""
    word = escape(_("provisional"))
    return SafeString("".join(_period(row, word) for row in rows))


def _period(row: "Row", word: str) -> str:
    css = ' class="chosen"' if row.chosen else ""
    note = f" <small>{word}</small>" if row.provisional else ""
    return (
        f'<tr{css}><th scope="row">{escape(row.name)}{note}</th><td class="num">{row.value}</td>'
        f'<td class="num">{row.earlier}</td><td class="num">{row.absolute}</td>'
        f'<td class="num">{row.percent}</td></tr>'
    )


def tiles(found: Iterable[dict[str, Any]]) -> SafeString:
    """The tiles of the map, each a link to its records."""
    return SafeString("".join(map(_tile, found)))


def _tile(tile: dict[str, Any]) -> str:
    said = escape(f"{tile['name']}: {tile['said']}")
    css = f"{tile['tone']}{' here' if tile['here'] else ''}"
    return (
        f'<a href="{escape(tile["href"])}" class="{css}" aria-label="{said}"><title>{said}</title>'
        f'<rect x="{tile["x"]}" y="{tile["y"]}" width="{tile["side"]}" height="{tile["side"]}"'
        f' rx="3"/><text class="n" x="{tile["cx"]}" y="{tile["ny"]}">{escape(tile["label"])}</text>'
        f'<text class="v" x="{tile["cx"]}" y="{tile["vy"]}">{escape(tile["shown"])}</text></a>\n'
    )
