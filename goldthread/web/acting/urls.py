"""Addresses of actions, histories and of the tables that govern them."""

from django.urls import re_path

from goldthread.web.acting.machines import workflow
from goldthread.web.acting.views import act, begin, past

NAME = r"(?P<name>[a-z][a-z0-9_]{0,39})"
KEY = r"(?P<key>[0-9]{1,18})"
ACTION = r"(?P<action>[a-z][a-z0-9_]{0,39})"

urlpatterns = [
    re_path(rf"^act/{NAME}/new/{ACTION}$", begin),
    re_path(rf"^act/{NAME}/{KEY}/{ACTION}$", act),
    re_path(rf"^act/{NAME}/{KEY}$", past),
    re_path(r"^workflow$", workflow),
]
