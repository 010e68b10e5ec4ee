"""Working at volume: plans read into drafts, workbooks, many rows at once, saved views."""
