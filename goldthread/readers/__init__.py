"""An office's file to records: one module a format."""
