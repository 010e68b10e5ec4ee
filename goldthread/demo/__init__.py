"""A synthetic national register, delivered as an office would deliver it."""
