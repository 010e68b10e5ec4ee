"""Words that several tables of the seminar share."""

from goldthread.programme.transitions.words import (
    ISSUER,
    PLANNING,
    REASON,
    TITLES,
    machine,
    need,
    optional,
    row,
    state,
)

__all__ = [
    "BY_BATCH",
    "BY_CORRECTION",
    "BY_FOLLOWING",
    "BY_LINEAGE",
    "BY_PROPOSAL",
    "BY_SEMINAR",
    "CHAIR",
    "ISSUER",
    "OWN_WORDS",
    "PLANNING",
    "REASON",
    "SECRETARIAT",
    "TEXTS",
    "TITLES",
    "machine",
    "need",
    "optional",
    "row",
    "state",
]

SECRETARIAT = "role.secretariat"
CHAIR = "seminar.chair"
"""Whoever chairs the session, or the seminar where the session names nobody."""

OWN_WORDS = "delegation.speaks"
"""Whoever speaks for the delegation: its delegates, the head and the coordinator of its office."""

BY_SEMINAR, BY_PROPOSAL, BY_LINEAGE = "system.seminar", "system.proposal", "system.lineage"
BY_BATCH, BY_FOLLOWING = "system.answer_batch", "system.following"
BY_CORRECTION = "system.correction"
"""What an effect on one object does to another, in the name of the part itself."""

TEXTS = (
    optional("text_en", "text in English", "英文内容"),
    optional("text_zh", "text in Chinese", "中文内容"),
)
