"""From the raw tables' texts to the canonical schema's columns, a batch at a time."""
