"""The jobs of this part: news whose time has come are published."""

from datetime import datetime

from goldthread.review.telling_news import publish_due
from goldthread.workflow.jobs import NOTHING, Did, job
from goldthread.workflow.texts import say


@job(
    "review.publish_news",
    {"en": "Publish news whose time has come", "zh": "发布到时的新闻稿"},
    "* * * * *",
)
def publish_news(moment: datetime) -> Did:
    """An embargo ends at its minute."""
    published = publish_due(moment)
    if not published:
        return NOTHING
    return Did(
        say("{published} releases published.", "已发布{published}篇新闻稿。", published=published)
    )
