"""The identity of a number: what makes it this number and no other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """What a number carries, beside its value."""

    title: str
    indicator: str
    version: int
    definition: str
    definition_href: str
    as_of: str
    as_of_href: str
    counting: str
    lineage: str
    engine: str
    permanent: str
    code: str
