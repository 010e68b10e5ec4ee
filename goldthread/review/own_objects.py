"""What this part's objects are called in notices and digests, and who sees them."""
