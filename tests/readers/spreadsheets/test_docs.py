"""docs/loading-spreadsheets.md has the columns of each template; GOLDTHREAD_WRITE_DOCS=1 writes."""

import os
from pathlib import Path

from goldthread import spreadsheets

PAGE = Path(__file__).resolve().parents[3] / "docs" / "loading-spreadsheets.md"
HEADING = "## The columns\n"
KINDS = {"text": "text", "date": "date", "decimal": "amount"}


def columns_of(name: str) -> str:
    made = spreadsheets.template(name)
    lines = [f"\n### {made.form.title['en']}, {made.form.title['zh']}\n"]
    lines += ["| English | 中文 | holds | needed | note |", "|---|---|---|---|---|"]
    for column in made.columns:
        chosen = ", ".join(choice.title["en"] for choice in column.choices)
        named = "currency, ISO 4217" if column.key == "currency" else "region"
        holds = KINDS.get(column.kind) or (named if column.kind == "reference" else chosen)
        note = column.note["en"] if column.note else ""
        needed = "yes" if column.required else ""
        lines.append(
            f"| {column.title['en']} | {column.title['zh']} | {holds} | {needed} | {note} |"
        )
    return "\n".join(lines)


def test_the_page_has_every_column_in_both_languages() -> None:
    head, heading, found = PAGE.read_text("utf-8").partition(HEADING)
    made = "\n".join(map(columns_of, spreadsheets.names())) + "\n"
    if os.environ.get("GOLDTHREAD_WRITE_DOCS"):
        PAGE.write_text(head + heading + made, "utf-8")
    assert PAGE.read_text("utf-8").partition(HEADING)[2] == made
    assert found
