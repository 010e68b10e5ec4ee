"""The address of the head's page."""

from django.urls import re_path

from goldthread.web.head.page import page

urlpatterns = [re_path(r"^head$", page)]
