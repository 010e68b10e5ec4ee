"""Writes that are more than one row of a table; each is one transaction."""

from goldthread.seminar.actions.checking_in import CheckedIn, check_in
from goldthread.seminar.actions.documents import Said, add_document

__all__ = ["CheckedIn", "Said", "add_document", "check_in"]
