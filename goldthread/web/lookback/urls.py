"""Addresses of the look-back."""

from django.urls import path

from goldthread.web.lookback.views import page
from goldthread.web.lookback.warm import ready

urlpatterns = [path("", page, name="lookback"), path("ready", ready)]
