"""Mails written into files instead of being sent: for the demo, and for who wants to look first."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmlBackend(BaseEmailBackend):
    """One `.eml` file a mail, in `EMAIL_FILE_PATH`, named by its Message-ID; it appears whole."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._write(folder, message)
        return len(email_messages)

    def _write(self, folder: Path, message: EmailMessage) -> None:
        made = message.message()
        name = "".join(c for c in made["Message-ID"] if c.isalnum() or c in "-@.")
        draft = folder / f"{name}.part"
        draft.write_bytes(made.as_bytes(linesep="\r\n"))
        draft.replace(folder / f"{name}.eml")
