"""docs/plan-reader.md says what the reader does."""

import json
import re
import subprocess
import sys
from pathlib import Path

from goldthread.programme.plan import Match, match_units, read_text

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "plan-reader.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_example_gives_what_the_page_says() -> None:
    assert read_text(block("text")).as_dict() == json.loads(block("json"))


def test_matching_example_holds() -> None:
    assert match_units(["CNIPA"], {"cnipa": "国家知识产权局"}) == [
        Match("CNIPA", "cnipa", 1.0, ("cnipa",))
    ]
    (match,) = match_units(["发展改革委"], {"x": "发展和改革委员会甲"})
    assert match.score == 0.9


def _names(cell: str, end: str) -> tuple[str, ...]:
    return tuple(name + end if len(name) == 1 else name for name in cell.split(", ") if name)


def test_every_row_of_the_clause_table_holds() -> None:
    rows = re.findall(r"^\| (.*[（(].*?) \|(.*)\|(.*)\|$", PAGE, re.MULTILINE)
    assert len(rows) == 7
    for clauses, lead, support in rows:
        for clause in clauses.split(" · "):
            named = re.sub(r"(?<![A-Za-z])([ABC])(?![A-Za-z])", r"\1部", clause)
            han = re.search("[\u4e00-\u9fff（]", clause) is not None
            (task,) = read_text(f"1.做好工作。{named if han else clause}").tasks
            end = "部" if han else ""
            expected = [_names(cell.strip(), end) for cell in (lead, support)]
            assert [task.lead, task.support] == expected, clause


def test_every_warning_is_explained() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "goldthread" / "programme" / "plan").rglob("*.py")
    )
    explained = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAGE.split("## Warnings")[1]))
    explained -= {"match_units"}
    assert {kind for kind in explained if f'"{kind}"' in code} == explained
    raised = re.findall(
        r'(?:_say|remark|remark_all|append)\(\(?\s*"([a-z_]+)"|kind(?:, what)? = "([a-z_]+)"'
        r'|\[\("([a-z_]+)"',
        code,
    )
    assert {kind for kinds in raised for kind in kinds if kind} <= explained


def test_import_loads_neither_django_nor_a_file_format() -> None:
    code = (
        "import sys, goldthread.programme.plan\n"
        "print(sorted({'django', 'lxml', 'docx', 'pypdf', 'duckdb'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
