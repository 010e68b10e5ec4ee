"""Workbooks of the work: the ledger's rows and an office's reports, out and back in.

A book says what its form is, what stands now, and which action of which object a changed row asks
for. `actions/exporting.py` writes books, `actions/importing.py` reads them back.
"""

from goldthread.programme.workbooks.book import Book, Deed
from goldthread.programme.workbooks.ledger import LedgerBook
from goldthread.programme.workbooks.reports import ReportBook

__all__ = ["Book", "Deed", "LedgerBook", "ReportBook"]
