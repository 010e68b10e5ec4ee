"""Words that several tables of the review share."""

from goldthread.programme.transitions.words import (
    ISSUER,
    PLANNING,
    REASON,
    SUPERVISION,
    SUPERVISION_HEAD,
    TITLES,
    machine,
    need,
    optional,
    row,
    state,
)

__all__ = [
    "BY_CLOCK",
    "BY_REVIEW",
    "ISSUER",
    "PLANNING",
    "PRESS",
    "REASON",
    "SECRETARIAT",
    "STATISTICIAN",
    "SUPERVISION",
    "SUPERVISION_HEAD",
    "TEXTS",
    "TITLES",
    "machine",
    "need",
    "optional",
    "row",
    "state",
]

STATISTICIAN, SECRETARIAT, PRESS = "role.statistician", "role.secretariat", "role.press"
BY_REVIEW = "system.review"
"""What an effect on the review does to its assessments and its sample."""

BY_CLOCK = "system.clock"
TEXTS = (
    optional("text_en", "text in English", "英文内容"),
    optional("text_zh", "text in Chinese", "中文内容"),
)
