"""Is the register whole?"""
