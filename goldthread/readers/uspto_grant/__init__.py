"""The USPTO's patent grants (`us-patent-grant`, DTD v4.0 and later)."""

from goldthread.readers.uspto_grant.reader import UsptoGrant

__all__ = ["UsptoGrant"]
