"""The ledger fixtures, for what signing in keeps there."""

from tests.ledger import sqlite_ledger, sqlite_template

__all__ = ["sqlite_ledger", "sqlite_template"]
