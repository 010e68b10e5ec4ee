"""News: what is out, and its preview for those who write it."""
