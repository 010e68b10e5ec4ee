"""A file's text, laid out so that the plan can be found in it."""
