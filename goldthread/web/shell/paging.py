"""Pages of a list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goldthread.web.shell.errors import BadParameter


@dataclass(frozen=True)
class Paging:
    """Rows `first` to `last` (exclusive) of `count`; the addresses of the pages around them."""

    count: int
    page: int
    pages: int
    first: int
    last: int
    before: str
    after: str
    start: str
    end: str

    @classmethod
    def of(cls, count: int, page: int, size: int, address: Callable[[int | None], str]) -> "Paging":
        pages = max(1, -(-count // size))
        if page > pages:
            allowed = _("There are %(pages)d pages: give a number from 1 to %(pages)d.")
            raise BadParameter("page", str(page), allowed % {"pages": pages})
        first = (page - 1) * size
        return cls(
            count=count,
            page=page,
            pages=pages,
            first=first,
            last=min(count, first + size),
            before=address(page - 1 if page > 2 else None) if page > 1 else "",
            after=address(page + 1) if page < pages else "",
            start=address(None) if page > 1 else "",
            end=address(pages) if page < pages else "",
        )

    @property
    def start_row(self) -> int:
        return self.first + 1 if self.count else 0
