from tests.web.furnished import (  # noqa: F401
    furnished,
    office_ledger,
    sqlite_template,
    visit,
)
