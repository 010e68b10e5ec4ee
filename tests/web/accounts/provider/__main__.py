"""Starts the provider: see the package."""

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tests.web.accounts.provider import CLIENT, PASSWORD, PEOPLE, SECRET


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests print what fails, not what is asked."""


def fill(callback: str) -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        get_user_model().objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=callback,
        algorithm="RS256",
        skip_authorization=True,
    )


def main(folder: str, callback: str) -> None:
    os.environ["PROVIDER_FOLDER"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.accounts.provider.settings"
    import django
    from django.core.wsgi import get_wsgi_application

    django.setup()
    fill(callback)
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}/o\n")
    sys.stdout.flush()
    server.serve_forever()


main(sys.argv[1], sys.argv[2])
