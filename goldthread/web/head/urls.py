"""Addresses of the head's page."""

urlpatterns: list[object] = []
