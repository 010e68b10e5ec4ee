"""Addresses of the documents of a review."""

from django.urls import re_path

from goldthread.web.review_documents import registering  # noqa: F401  (known to forms)
from goldthread.web.review_documents.documents import document, documents
from goldthread.web.review_documents.editions import compare, editions, since
from goldthread.web.review_documents.files import document_file, picture
from goldthread.web.review_documents.taking import take_back_page

DOCUMENT = r"review-documents/(?P<key>[0-9]{1,18})"
EDITION = rf"{DOCUMENT}/(?P<number>[0-9]{{1,8}})"

urlpatterns = [
    re_path(r"^reviews/(?P<key>[A-Za-z0-9-]{1,20})/document$", documents),
    re_path(rf"^{DOCUMENT}$", document),
    re_path(rf"^{DOCUMENT}/editions$", editions),
    re_path(rf"^{DOCUMENT}/compare$", compare),
    re_path(rf"^{DOCUMENT}/since$", since),
    re_path(rf"^{DOCUMENT}/take-back$", take_back_page),
    re_path(rf"^{EDITION}/document\.(?P<form>docx|pdf|html)$", document_file),
    re_path(rf"^{EDITION}/(?P<name>[a-z]+-[0-9]{{1,4}})\.svg$", picture),
]
