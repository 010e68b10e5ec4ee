"""Who is told of what: evidence. Its verdicts reach the unit with the verification's result."""
