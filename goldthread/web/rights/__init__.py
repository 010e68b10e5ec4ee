"""Who may what: the permission matrix, and reading in an emergency."""
