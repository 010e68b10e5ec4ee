from dataclasses import dataclass, field

ELSEWHERE = "Publicity Department"
LEAD = "Protection Department"
SUPPORT = "Zhejiang Office"


@dataclass(frozen=True)
class Person:
    """A user as the engine sees one, with the roles and the unit that the cases' rules read."""

    pk: int
    name: str
    unit: str = ELSEWHERE
    roles: frozenset[str] = field(default_factory=frozenset)

    def get_username(self) -> str:
        return self.name


def _person(pk: int, name: str, unit: str, *roles: str) -> Person:
    return Person(pk, name, unit, frozenset(roles))


PEOPLE = {
    person.name: person
    for person in (
        _person(1, "issuer", "Head Office", "issuer"),
        _person(2, "supervision_clerk", "General Office", "supervision"),
        _person(3, "supervision_head", "General Office", "supervision", "supervision_head"),
        _person(4, "planning_clerk", "Planning Department", "planning"),
        _person(5, "statistician", "Planning Department", "statistician"),
        _person(6, "lead_member", LEAD, "department"),
        _person(7, "lead_head", LEAD, "department", "head"),
        _person(8, "support_member", SUPPORT, "coordinator"),
        _person(9, "support_head", SUPPORT, "head"),
        _person(10, "verifier_elsewhere", "Law Department", "verifier"),
        _person(11, "verifier_in_lead", LEAD, "verifier"),
        _person(12, "contributor", "Jiangsu Office", "contributor"),
        _person(13, "secretariat", "Secretariat", "secretariat"),
        _person(14, "delegate", "Jiangsu Office", "delegate"),
        _person(15, "press", ELSEWHERE, "press"),
        _person(16, "auditor", "Audit Office", "auditor"),
        _person(17, "sysadmin", "Information Centre", "sysadmin"),
        _person(18, "public", ""),
    )
}
