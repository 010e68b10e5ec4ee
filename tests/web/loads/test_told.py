"""What a reader said of a delivery, on the pages of its load, in the reader's language."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from goldthread.readers.table.parse import from_text
from goldthread.readers.table.reader import TableReader
from goldthread.register.errors import LoadRefused
from goldthread.register.store import Register
from goldthread.web.shell.sentences import told
from tests.web.conftest import words

MAPPING = """\
mapping: provincial
record:
  ip_office_code: {constant: CL}
  right_kind: {constant: PT}
  application_number: No
  filing_date: {column: Filed, date: d/m/y}
  status: {column: Status, map: {granted: registered}, unmapped: warn}
rows:
  - skip: {column: No, matches: '^Total'}
    because: total
  - quarantine: {column: No, matches: '^draft'}
    because: a draft of <our> own
  - quarantine: {column: No, matches: '^草稿'}
    because: 该行是草稿
"""
ROWS = """\
No,Filed,Status,Remark
1,1/2/2019,granted,a
2,31/2/2019,granted,
draft 3,1/2/2019,granted,
4,1/2/2019,pending?,b
草稿5,1/2/2019,granted,
Total,,,
,,,
"""
READ = TableReader(from_text(MAPPING, "provincial.yaml"))


@pytest.fixture
def delivered(tmp_path: Path, home: Path, settings: Any) -> Path:
    """A home of one load: two good records, three bad ones, rows that are none, a note."""
    path = tmp_path / "june.csv"
    path.write_text(ROWS, "utf-8")
    Register(tmp_path).load(READ, [path], quarantine_limit=0.6)
    settings.GOLDTHREAD_HOME = tmp_path
    return path


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html: str, caption: str) -> list[str]:
    """The rows of a table by its caption, as text."""
    table = html[html.index(caption) :]
    return [words(row) for row in re.findall("<tr>.*?</tr>", table[: table.index("</tbody>")])][1:]


def test_quarantine_in_chinese(client: Client, delivered: Path) -> None:
    html = page(client, "/loads/1/quarantine?lang=zh")
    text = words(html).replace("&#x27;", "'")
    assert "june.csv, 第 3 行 日期有误 bad-date '31/2/2019'不是日历中存在的日期。" in text
    assert "不是记录的行 not-a-record a draft of &lt;our&gt; own." in text
    assert re.findall('<span lang="en">(.*?)</span>', html) == ["a draft of &lt;our&gt; own."]
    assert '<td class="clip">该行是草稿.</td>' in html


def test_quarantine_in_english(client: Client, delivered: Path) -> None:
    html = page(client, "/loads/1/quarantine?lang=en")
    text = words(html).replace("&#x27;", "'")
    assert "Wrong date bad-date '31/2/2019' is no day of the calendar." in text
    assert "Row that is no record not-a-record a draft of &lt;our&gt; own." in text


@pytest.mark.parametrize(
    ("lang", "chosen", "other"),
    [("en", "Wrong date", "Row that is no record"), ("zh", "日期有误", "不是记录的行")],
)
def test_filters_say_the_reason_and_keep_its_code(
    client: Client, delivered: Path, lang: str, chosen: str, other: str
) -> None:
    html = page(client, f"/loads/1/quarantine?reason=bad-date&lang={lang}")
    assert f'<b>{chosen} <code class="nowrap">bad-date</code></b>' in html
    assert f'>{other} <code class="nowrap">not-a-record</code></a> 2' in html


def test_load_in_chinese(client: Client, delivered: Path) -> None:
    html = page(client, "/loads/1?lang=zh")
    assert rows(html, "按原因统计的隔离记录") == [
        "不是记录的行 not-a-record 2",
        "日期有误 bad-date 1",
    ]
    assert rows(html, "按原因统计的非记录行") == ["空行 1", "合计行 1"]
    assert rows(html, "没有读取器读取的元素或列") == ["Remark 2"]
    assert "状态：&#x27;pending?&#x27;不在状态的映射表中；按缺失处理</li>" in html


def test_load_in_english(client: Client, delivered: Path) -> None:
    html = page(client, "/loads/1?lang=en")
    assert rows(html, "Rows that are no records, by reason") == ["blank row 1", "total 1"]
    assert (
        "<li>status: &#x27;pending?&#x27; is not in the map of status; taken as missing</li>"
    ) in html


def test_refusals_of_the_register_are_said_in_chinese(delivered: Path) -> None:
    register = Register(delivered.parent)
    again = register.load(READ, [delivered], quarantine_limit=0.6)
    with pytest.raises(LoadRefused) as refused:
        register.load(READ, [delivered], feed="other", quarantine_limit=0.125)
    with translation.override("zh-hans"):
        same, limit = told(again.note), told(str(refused.value))
    assert re.fullmatch(
        "这些文件已是数据源provincial的批次1，收到日为[-0-9]{10}；未加载任何内容。", str(same)
    )
    assert limit == (
        "5条记录中有3条（60.00%）无法读取；上限为12.50%，因此未加载任何内容。"
        "按原因：不是记录的行 2、日期有误 1。"
        "最先几条：june.csv, 第 4 行：a draft of <our> own. | june.csv, 第 6 行：该行是草稿. | "
        "june.csv, 第 3 行：'31/2/2019'不是日历中存在的日期。"
    )
