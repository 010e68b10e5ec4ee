"""Post: who is told what, on the page and by one digest in the mail."""
