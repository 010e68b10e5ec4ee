"""Time-based codes by another implementation than the site's: RFC 6238, checked by its vectors."""

import hashlib
import hmac
import time
from base64 import b32decode

# RFC 6238, appendix B, SHA-1: seconds since 1970 and the eight digits for the secret below.
SECRET = b"12345678901234567890"
VECTORS = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


def code(secret: bytes, at: float, digits: int = 6) -> str:
    """The code of the 30 seconds in which `at` lies."""
    mac = hmac.digest(secret, (int(at) // 30).to_bytes(8, "big"), hashlib.sha1)
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def now(key: str) -> str:
    """The code for a key as an authenticator is given it; never in its last two seconds."""
    if time.time() % 30 > 27:
        time.sleep(3.1)
    return code(b32decode(key), time.time())
