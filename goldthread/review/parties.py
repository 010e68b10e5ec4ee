"""Who stands where towards a review and its objects on a day."""

HEADS = ("provincial_head", "national_department")
"""Who answers for an office in its assessment."""

CHECKERS = ("supervision", "supervision_head", "statistician")
"""Who looks at a sampled task, never one of the own unit."""

FOLLOWING = ("supervision", "supervision_head", "statistician", "planning", "issuer", "auditor")
"""Who reads a review while it goes on."""

WRITING_NEWS = ("press", "secretariat", "issuer", "supervision", "supervision_head", "auditor")
"""Who reads news before they are out; statistics too, for the figures."""

READING_HEAD = ("issuer", "supervision_head", "planning", "auditor")
"""Who reads the head's one page."""
