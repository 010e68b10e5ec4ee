"""Words that a table of transitions uses."""

from typing import Literal

SAME = "="
"""The target of a transition that changes something other than the state."""

Kind = Literal["text", "date", "integer", "decimal", "boolean", "reference", "references", "json"]
"""What a field given with an action holds; `references` is a list of keys of objects."""

TEXT_LIMIT = 10_000
"""The characters of a text given with an action, where its field does not say otherwise."""
