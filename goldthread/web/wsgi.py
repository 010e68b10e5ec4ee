"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldthread.web.settings")
application = get_wsgi_application()

from goldthread.web import site_work  # noqa: E402 - Django must be set up before
from goldthread.web.lookback import warm  # noqa: E402

warm.start()
site_work.start_in_server()
