"""Walking the thread from any thing on it, and the work as known on a day."""
