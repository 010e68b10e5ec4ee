"""How the half-year went: its review, the documents of that, the news."""
