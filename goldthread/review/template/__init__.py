"""The template language of the review document: what is written, and what it asks for.

Plain Python: a text becomes blocks with their places; nothing is looked up and nothing executed.
docs/templates.md describes it.
"""
