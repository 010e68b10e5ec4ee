"""A real mail server on loopback, people with addresses, and notices for them."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from goldthread.offices.models import Person, Reform
from goldthread.workflow.models import Notice
from goldthread.workflow.outbox import announce
from goldthread.workflow.registry import Telling, notice
from tests.offices.building import base, drafted, enacted, staffed

MONDAY = datetime(2018, 3, 26, 7, tzinfo=UTC)
"""A working day in China; the next public holiday is 5 April 2018."""

AUDIENCE: list[str] = []


@notice("test.answer_due", {"en": "Your answer is due", "zh": "请您答复"}, "action")
def answer_due(telling: Telling) -> list[str]:
    return AUDIENCE


@notice("test.decided", {"en": "It was decided", "zh": "已作出决定"}, "information")
def decided(telling: Telling) -> list[str]:
    return AUDIENCE


class Letters:
    """What a server took, and how it is to behave; counts conversations that were broken off."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.codes: dict[str, str] = {}
        self.content_code = ""
        self.break_after: int | None = None
        self.broken = 0

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if address in self.codes:
            return self.codes[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.content_code:
            return self.content_code
        if self.break_after is not None and len(self.taken) >= self.break_after:
            self.broken += 1
            assert server.transport is not None
            server.transport.abort()
            return "250 never heard"
        self.taken += [(to, envelope.content) for to in envelope.rcpt_tos]
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [to for to, _ in self.taken]

    @property
    def mails(self) -> list[EmailMessage]:
        return [parsed(content) for _, content in self.taken]


def parsed(content: bytes) -> EmailMessage:
    """By Python's own parser, which names each defect it finds."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(letters: Letters, settings: Any, **options: Any) -> Iterator[Controller]:
    running = Controller(letters, hostname="127.0.0.1", port=free_port(), **options)
    running.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = running.hostname, running.port
    settings.EMAIL_TIMEOUT = 5
    try:
        yield running
    finally:
        running.stop()


def self_signed(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that nobody signed, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    own = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = built.add_extension(own, critical=False).sign(key, hashes.SHA256())
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(signed.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, private)
    return certificate, context


class Town:
    """Two units with their people, and an act that notices are about."""

    def __init__(self) -> None:
        base()
        self.act = drafted(staffed("planning", "A"), [{"kind": "abolished", "office": "A2"}])
        self.li = self.person("li", email="li@example.org")
        self.wang = self.person("wang", email="wang@example.org")

    def person(self, name: str, *, email: str = "", role: str = "provincial_head") -> Person:
        user = staffed(role, "C", name=name)
        user.email = email
        user.save()
        return Person.objects.select_related("user", "wish").get(user=user)

    def another_act(self, key: str, title: str) -> Reform:
        """A published act: everybody sees it."""
        change = {"kind": "renamed", "office": "B", "en": "B", "zh": "B"}
        made = enacted(key, date(2011, 1, 1) + timedelta(days=Reform.objects.count()), [change])
        Reform._base_manager.filter(pk=made.pk).update(title_en=title, title_zh=title)
        return made


def tell(
    about: Any, *people: Person, key: str, at: datetime = MONDAY, kind: str = "test.decided"
) -> Notice:
    AUDIENCE[:] = [str(person.pk) for person in people]
    put = announce(about, kind, key=key, at=at)
    assert put is not None
    return put
