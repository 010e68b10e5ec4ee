"""From which address somebody signs in, for the counting of failures."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The peer's address; behind `proxies` proxies of one's own, what the outermost of them saw.

    What stands further left in X-Forwarded-For was written by the client and is not believed.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    proxies: int = settings.GOLDTHREAD_PROXIES
    told = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").split(",")
    if proxies == 0 or len(told) < proxies:
        return peer
    return told[-proxies].strip()[:45] or peer
