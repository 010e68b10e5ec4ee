"""The rights that transactions name: each once, with what the register knows of them."""

from typing import Final

from goldthread.indicators.acts.text import BEST, Text, same

# "LIU, WENJUN" is "Wenjun Liu": the words of a name in one order.
WORDS: Final = (
    "array_to_string(list_sort(regexp_extract_all(upper({}), '[\\p{{L}}\\p{{N}}]+')), ' ')"
)
# One right however often a recording names it: by its key, else by a number, else by its place.
MARK: Final = (
    "coalesce(CAST(right_id AS VARCHAR), 'grant ' || ip_office_code || registration_number, "
    "'application ' || ip_office_code || application_number, 'row ' || sequence)"
)


def add_rights(named: frozenset[str], text: Text) -> None:
    """Add the step `rights`: of the transactions of `base`, with the columns that are named."""
    text.relations.add("transaction_right")
    text.steps["named"] = (
        "SELECT * FROM transaction_right SEMI JOIN base USING (tx_id, known_from_load)"
    )
    rows = "named"
    if named & {"grant_date", "n_undated"}:
        text.relations.add("ip_right")
        text.steps["granted"] = (
            "SELECT right_id, grant_date FROM ip_right WHERE grant_date IS NOT NULL "
            "AND right_id IN (SELECT right_id FROM named WHERE grant_date IS NULL) "
            f"QUALIFY ROW_NUMBER() OVER (PARTITION BY right_id ORDER BY {BEST}) = 1"
        )
        rows = (
            "(SELECT r.* REPLACE (coalesce(r.grant_date, g.grant_date) AS grant_date) "
            "FROM named AS r LEFT JOIN granted AS g USING (right_id)) AS r"
        )
    given = ""
    if "giving_inventors" in named:
        text.relations |= {"transaction_party", "right_party"}
        text.steps["inventing"] = _inventing()
        rows += " LEFT JOIN inventing USING (tx_id, known_from_load, right_id)"
        given = ", coalesce(inventing.givers, 0) AS giving_inventors"
    text.steps["rights"] = (
        f"SELECT *{given}, {MARK} AS mark FROM {rows} QUALIFY ROW_NUMBER() OVER "
        "(PARTITION BY tx_id, known_from_load, mark ORDER BY sequence) = 1"
    )


def _inventing() -> str:
    """How many givers of each right are its inventors, names compared word by word."""
    giver, inventor = WORDS.format("g.name"), WORDS.format("i.name")
    return (
        "SELECT n.tx_id, n.known_from_load, n.right_id, COUNT(DISTINCT g.sequence) AS givers "
        f"FROM named AS n JOIN transaction_party AS g ON {same('g', 'n')} AND g.role = 'from' "
        "JOIN right_party AS i ON i.right_id = n.right_id AND i.role = 'inventor' "
        f"AND {inventor} = {giver} GROUP BY ALL"
    )
