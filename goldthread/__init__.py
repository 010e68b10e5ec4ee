"""The work cycle of an intellectual-property office, run on the office's own records."""

__version__ = "0.1.0"
