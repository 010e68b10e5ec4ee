"""What sort of applicant a name or an office's code tells of (APPLICANT_TYPES).

The rules are ours, deliberately few, and read words of names: `docs/loading-uspto.md` lists them.
A name that tells nothing is a firm's, unless the office's code says otherwise.
"""

import re
from typing import Final

# The assignee's role code without the leading 1 that marks a part interest.
_ROLE_CODES: Final = {
    "2": "ENT",  # US company
    "3": "ENT",  # foreign company
    "4": "IND",  # US individual
    "5": "IND",  # foreign individual
    "6": "GOV",  # US federal government
    "7": "GOV",  # foreign government
    "8": "GOV",  # US county government
    "9": "GOV",  # US state government
}

_RULES: Final = (
    (
        "UNI",
        (
            r"universit|universidad|universidade|\buniv\b|\bcollege\b|\bcollège\b|hochschule"
            r"|\b(?:école|ecole) (?:polytechnique|normale|supérieure|centrale|nationale)"
            r"|institute of technology|\bpolytechnic|\bpolitecnico|\bschool of (?:medicine|mines)"
            r"|\bregents of\b|daigaku|大学"
        ),
    ),
    (
        "GOV",
        (
            r"\bunited states of america\b|as represented by the (?:secretary|administrator)"
            r"|\bministry\b|\bministère\b|\bgovernment of\b|\bher majesty\b|\bhis majesty\b"
            r"|\bsecretary of state\b"
            r"|\bdepartment of (?:the )?(?:army|navy|energy|defen[cs]e|health)"
        ),
    ),
    (
        "RES",
        (
            r"research (?:institute|institution|center|centre|council|foundation|organi[sz]ation)"
            r"|institute (?:of|for)\b|\binstitut\b|\binstituto\b|fraunhofer|max[- ]planck"
            r"|centre national de la recherche|\bcnrs\b|\bcommissariat\b"
            r"|\bacademy of\b|academia sinica"
            r"|\bnational laborator|\bcsiro\b|\briken\b|研究所|研究院"
        ),
    ),
)
_COMPILED: Final = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in _RULES)


def of_name(name: str) -> str | None:
    """UNI, GOV or RES where a name tells, the first rule that fits."""
    return next((kind for kind, rule in _COMPILED if rule.search(name)), None)


def of_role_code(code: str) -> str | None:
    """The type an assignee's role code tells; `02` and `12` (a part interest) tell the same."""
    digits = code.strip()
    if len(digits) == 2 and digits[0] in "01":
        digits = digits[1]
    return _ROLE_CODES.get(digits)
