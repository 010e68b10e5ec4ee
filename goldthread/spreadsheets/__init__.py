"""The workbooks in which offices keep records, written to be filled in and loaded.

A template is one form in two languages. What is filled in is read by the shipped mapping of the
same name (`goldthread/readers/mappings`), which knows the headings of both.
"""

from goldthread.spreadsheets.templates import Template, names, template, write
from goldthread.spreadsheets.written import write_records

__all__ = ["Template", "names", "template", "write", "write_records"]
