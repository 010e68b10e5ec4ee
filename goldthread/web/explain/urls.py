"""Addresses of explanations."""

from django.urls import path

from goldthread.web.explain.views import explain

urlpatterns = [path("explain", explain)]
