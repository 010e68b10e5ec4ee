"""Publications beside the rights that they publish: which of them figures leave to the office.

A feed of publications of all offices (DOCDB, INPADOC) knows a record by the publication's number,
an office's own feed by the application's. Where both tell of one right, the office's record is it.
"""

from typing import Final

# Readers whose records are publications.
READERS: Final = frozenset({"docdb", "inpadoc_legal"})
_RIGHT: Final = "concat_ws('|', ip_office_code, right_kind, application_number)"
# Such a record is told by its key, which is that of `readers.docdb.key_of`.
_IS_PUBLICATION: Final = (
    "publication_kind_code IS NOT NULL AND record_key = "
    "concat_ws('|', ip_office_code, right_kind, publication_number || publication_kind_code)"
)


def left_to_offices(rights: str) -> str:
    """A SELECT of these rights without the publications of those that are there themselves."""
    own = f"SELECT record_key FROM ({rights}) AS o WHERE NOT coalesce({_IS_PUBLICATION}, false)"
    return (
        f"SELECT * FROM ({rights}) AS p "
        f"WHERE NOT coalesce({_IS_PUBLICATION} AND {_RIGHT} IN ({own}), false)"
    )
