"""What this part's objects are called in notices and digests, who sees them, and what is due."""
