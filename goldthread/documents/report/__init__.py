"""A report as a Word file and as a PDF, its numbers bound, and both read back by other means."""
