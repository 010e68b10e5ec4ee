"""The work ledger over HTTP, for programs: the same engine and the same tables as the pages."""
