from tests.ledger import (  # noqa: F401
    ledger,
    postgres_server,
    postgres_template,
    postgresql_ledger,
    sqlite_ledger,
    sqlite_template,
)
