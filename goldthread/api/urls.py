"""The addresses of the API, each with the most that it takes."""

from goldthread.api.routes import api

BODY = 256 * 1024
"""A payload of 64 KB, written with every Chinese character escaped."""

api_urls = api.urls
for _pattern in api_urls[0]:
    if "/actions/" in str(_pattern.pattern):
        # The site refuses a POST where a view does not say how large its body may be.
        _pattern.callback.body_limit = BODY
