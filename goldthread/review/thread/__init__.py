"""The thread as data: what hangs on what, drawn, and written for others as PROV-O and CSV.

Plain Python: `review.queries.thread` reads it out of the ledger as a reader may see it.
"""
