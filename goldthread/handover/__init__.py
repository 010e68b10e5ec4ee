"""A whole site handed over: backup and restore, everything in open formats, signed packages."""
