"""Addresses of the permission matrix and of emergency access."""

from django.urls import re_path

from goldthread.web.rights import registering  # noqa: F401  (makes accesses known to forms)
from goldthread.web.rights.emergency import access, accesses, accesses_csv
from goldthread.web.rights.matrix import matrix, matrix_csv

urlpatterns = [
    re_path(r"^permissions$", matrix),
    re_path(r"^permissions\.csv$", matrix_csv),
    re_path(r"^permissions/(?P<name>seminar|review)\.csv$", matrix_csv),
    re_path(r"^emergency-access$", accesses),
    re_path(r"^emergency-access\.csv$", accesses_csv),
    re_path(r"^emergency-access/(?P<key>[0-9]{1,18})$", access),
]
