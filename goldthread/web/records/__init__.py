"""The records behind a number, and one record with all its versions."""
