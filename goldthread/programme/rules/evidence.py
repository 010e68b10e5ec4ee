"""Who may, and what must hold."""
