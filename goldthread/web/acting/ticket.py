"""What a form carries, signed: whose it is, for what, the version shown, and a key made once.

The key makes a second click, or a form sent twice, the same request. The values shown are kept so
that a conflict can show three sides without guessing.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core import signing

from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.payload import as_json

SALT = "goldthread.acting"


@dataclass(frozen=True)
class Ticket:
    name: str
    pk: str
    action: str
    user: str
    version: int
    saw: Mapping[str, Any] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))

    @classmethod
    def for_form(cls, obj: Lifecycle, action: str, user: Any, saw: Mapping[str, Any]) -> "Ticket":
        """A new one for the object as it is now."""
        return cls(
            obj.machine.name, str(obj.pk or "new"), action, str(user.pk), obj.version, as_json(saw)
        )

    @property
    def draft(self) -> str:
        """What a browser keeps typed text under until it is sent."""
        return f"{self.user}/{self.name}/{self.pk}/{self.version}/{self.action}"

    def fits(self, other: "Ticket") -> bool:
        """Was it given to the same person for the same action on the same object?"""
        mine = (self.name, self.pk, self.action, self.user)
        return mine == (other.name, other.pk, other.action, other.user)

    def sealed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def opened(text: str) -> Ticket | None:
    """The ticket of a form that this site gave; None for any other text."""
    try:
        return Ticket(**signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
