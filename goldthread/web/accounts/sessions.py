"""Sessions in the ledger; where there is no ledger to read, nobody is signed in."""

import logging
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Stored
from django.db import DatabaseError

log = logging.getLogger("goldthread.web")


class SessionStore(Stored):
    """Public pages are shown whether the ledger can be read or not."""

    def _get_session_from_db(self) -> Any:
        try:
            return super()._get_session_from_db()
        except DatabaseError as error:
            log.warning("the ledger cannot be read, so nobody is signed in: %s", error)
            self._session_key = None
            return None

    @classmethod
    def get_model_class(cls) -> Any:
        from django.contrib.sessions.models import Session

        return Session
