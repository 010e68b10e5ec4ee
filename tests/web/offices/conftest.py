from tests.web.furnished import furnished, office_ledger, visit  # noqa: F401
