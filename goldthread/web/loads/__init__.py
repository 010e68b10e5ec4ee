"""What was delivered: loads, their source files, what went to quarantine."""
