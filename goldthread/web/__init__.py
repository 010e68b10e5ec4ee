"""The site: the only place with HTML."""
