"""What a person gave in an earlier step, found again by its key; somebody else's is not there."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from goldthread.programme.models import Held
from goldthread.programme.queries.held import held_visible_to
from goldthread.web.acting.frame import address as link
from goldthread.web.shell.errors import NotThere

MB = 1024 * 1024
ENVELOPE = 16 * 1024
"""What a browser writes around a file."""
T = TypeVar("T")


def mine(request: HttpRequest, key: str, kind: str) -> Held:
    found: Held | None = held_visible_to(request.user).filter(key=key, kind=kind).first()
    if found is None:
        raise NotThere(
            _("Nothing is kept for you at this address; what you gave was decided or made room.")
        )
    return found


def onward(request: HttpRequest, path: str, **params: Any) -> HttpResponse:
    """Look there next."""
    return onward_to(link(request, path, **params))


def onward_to(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer


class Shelf:
    """A file that was sent, on disk under the name that people call it by."""

    def __init__(self, file: UploadedFile) -> None:
        self._folder = TemporaryDirectory(prefix="goldthread-")
        self.name = _safe(str(file.name))
        self.path = Path(self._folder.name) / self.name
        with self.path.open("wb") as out:
            out.writelines(file.chunks())

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def told(self, message: str) -> str:
        """A sentence about the file without the place where it lay for a moment."""
        return message.replace(str(self.path), self.name)


def _safe(name: str) -> str:
    plain = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())
    return plain[-120:].lstrip(".") or "file"
