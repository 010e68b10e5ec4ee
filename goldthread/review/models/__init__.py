from goldthread.review.models.document import Edition, Override, ReviewDocument
from goldthread.review.models.news import News, NewsErratum, NewsFigure
from goldthread.review.models.review import (
    Assessment,
    FrozenFigure,
    Release,
    Review,
    SampledTask,
)

__all__ = [
    "Assessment",
    "Edition",
    "FrozenFigure",
    "News",
    "NewsErratum",
    "NewsFigure",
    "Override",
    "Release",
    "Review",
    "ReviewDocument",
    "SampledTask",
]
