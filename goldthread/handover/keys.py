"""Ed25519 keys: the site's own, made once and kept to itself, and what others sign with."""

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from goldthread.handover.errors import refusal
from goldthread.workflow.payload import canonical

FOLDER: Final = "keys"
OWN: Final = "own.pem"
KIND: Final = "goldthread-key"


def own_key(home: Path) -> Ed25519PrivateKey:
    """The site's private key; made when it is first asked for, readable by its owner only."""
    path = home / FOLDER / OWN
    if not path.is_file():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate()
        data = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
    try:
        found = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(path) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise _no_key(path)
    return found


def public(key: Ed25519PrivateKey) -> str:
    """The public half, as key files and packages write it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def fingerprint(key: str) -> str:
    """What two people read to each other: the SHA-256 of the public key in groups of four."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()
    return " ".join(digest[first : first + 4] for first in range(0, len(digest), 4))


def public_file(key: str) -> str:
    content = {"kind": KIND, "public": key, "fingerprint": fingerprint(key)}
    return json.dumps(content, indent=1) + "\n"


def read_public(path: Path) -> str:
    """The key in a file that another site gave out."""
    try:
        found = json.loads(path.read_text("utf-8"))
        key = str(found["public"])
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        if found["kind"] != KIND or fingerprint(key) != found["fingerprint"]:
            raise _no_key(path)
    except (OSError, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise _no_key(path) from error
    return key


def sign(key: Ed25519PrivateKey, content: Mapping[str, Any]) -> str:
    return base64.b64encode(key.sign(canonical(content))).decode()


def signed_by(key: str, signature: object, content: Mapping[str, Any]) -> bool:
    try:
        written = base64.b64decode(str(signature), validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(
            written, canonical(content)
        )
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _no_key(path: Path) -> Exception:
    return refusal(
        "{path} holds no key of a site. Ask the other site for the file that "
        "`goldthread package key` writes.",
        "{path} 中没有站点密钥。请向对方索取 goldthread package key 写出的文件。",
        path=path,
    )
