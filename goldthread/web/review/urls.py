"""Addresses of the review."""

from django.urls import re_path

from goldthread.web.review import registering  # noqa: F401  (makes objects known to forms)
from goldthread.web.review.assessments import assessment, assessments
from goldthread.web.review.codes import code
from goldthread.web.review.comparison import comparison, picture
from goldthread.web.review.figures import figures
from goldthread.web.review.reviews import review, reviews
from goldthread.web.review.sample import sample, sample_csv, sampled_task

KEY = r"(?P<key>[0-9]{1,18})"
REVIEW = r"reviews/(?P<key>[A-Za-z0-9-]{1,20})"

urlpatterns = [
    re_path(r"^reviews$", reviews),
    re_path(rf"^{REVIEW}$", review),
    re_path(rf"^{REVIEW}/figures$", figures),
    re_path(rf"^{REVIEW}/assessments$", assessments),
    re_path(rf"^{REVIEW}/sample$", sample),
    re_path(rf"^{REVIEW}/sample\.csv$", sample_csv),
    re_path(rf"^{REVIEW}/comparison$", comparison),
    re_path(rf"^{REVIEW}/comparison/(?P<group>[a-z_]{{1,20}})\.svg$", picture),
    re_path(rf"^assessments/{KEY}$", assessment),
    re_path(rf"^sampled-tasks/{KEY}$", sampled_task),
    re_path(r"^f/(?P<code>[A-Za-z0-9-]{1,20})$", code),
]
