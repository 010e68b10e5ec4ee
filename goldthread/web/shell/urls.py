"""Addresses that are no area's."""

from django.urls import path

from goldthread.web.shell.pages import alive

urlpatterns = [path("alive", alive)]
