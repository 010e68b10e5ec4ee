"""The tables: every life of this part, in the order in which a review goes."""

from goldthread.review.transitions.document import REVIEW_DOCUMENT
from goldthread.review.transitions.news import NEWS
from goldthread.review.transitions.review import ASSESSMENT, REVIEW, SAMPLED_TASK

MACHINES = (REVIEW, ASSESSMENT, SAMPLED_TASK, REVIEW_DOCUMENT, NEWS)

__all__ = ["ASSESSMENT", "MACHINES", "NEWS", "REVIEW", "REVIEW_DOCUMENT", "SAMPLED_TASK"]
