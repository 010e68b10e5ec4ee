"""What readers say, as readers of the site in Chinese see it."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from goldthread.readers import registry
from goldthread.readers.base import Rejected
from goldthread.web import build
from goldthread.web.shell.reasons import REASONS, reason
from goldthread.web.shell.sentences import LONGEST, element, told
from tests.readers import grants, tables
from tests.readers.cnipa.documents import new
from tests.readers.docdb.documents import document, exchange
from tests.readers.jpo.test_jpo import gazette
from tests.readers.spreadsheets.test_bad_cells import PLEDGE
from tests.readers.spreadsheets.workbooks import filled_in, loaded
from tests.readers.st27.test_st27 import HEAD
from tests.readers.st96.documents import publication
from tests.readers.us_assignment.documents import conveyance, response
from tests.web.shell import readers_texts
from tests.web.shell.readers_texts import NUMBER, TEXT

ROOT = readers_texts.READERS.parent
# Beside the readers: what the register says of a delivery, and what is handed on as it is.
OTHERS = [*sorted((ROOT / "register").rglob("*.py")), ROOT / "codes" / "right_numbers.py"]
# What stays in Latin letters: standards, formats, codes, names of fields, words to type.
LATIN = re.compile(
    r"WIPO|ST\.\d+|IPC|CPC|XML|ZIP|XLSX|xlsx|xls|CSV|csv|UTF-8|UTF-16|ASCII|Latin-1|CRC|DTD|v2\.x|NUL|UTC"
    r"|yyyymmdd|yyyy-mm-dd|A-2-4-F10-F11|PT|UM|DS|PATN|PATDOC|SRC|WKU|APT|deflate|us-patent-grant"
    r"|us_grant_old|st27|--reader|--mapping|goldthread (?:load|map)|unpivot"
    r"|(?:file: )?\{(?:encoding: …|quotes: false)\}|number: \{thousands: \",\"\}|file:"
    r"|(?:application|patent)Number\w*|status\w+Code|keyEventCode|(?:event|effective|publication)Date"
    r"|(?:appl|pat|pct|publ)Num|(?:filing|issue|publ)Date|inventionTitle(?:Lang)?|patAssign\w*|X"
)


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    build.build()


@pytest.fixture
def chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def said() -> list[str]:
    """Every sentence of the code, each with sample values in it."""
    modules = readers_texts.readers() + readers_texts.read(OTHERS)
    return list(dict.fromkeys(text for module in modules for text in module.texts))


def test_every_sentence_of_the_code_is_said_in_chinese(chinese: None) -> None:
    assert [text for text in said() if told(text) is None and element(text) is None] == []


def test_nothing_but_names_and_codes_stays_in_latin_letters(chinese: None) -> None:
    left = {text: LATIN.sub("", told(text) or element(text) or "") for text in said()}
    assert {text: made for text, made in left.items() if re.search("[A-Za-z]", made)} == {}


def test_no_value_is_lost(chinese: None) -> None:
    def values(text: str) -> tuple[int, int]:
        return text.count(TEXT), text.count(NUMBER)

    texts = [text for text in said() if "'s letters" not in text]
    lost = [text for text in texts if values(told(text) or element(text) or "") != values(text)]
    assert lost == []


def test_the_search_finds_sentences_of_every_sort() -> None:
    found = said()
    assert len(found) > 250
    assert {
        "The document gives no application number.",
        "'甲乙' is no number.",
        "the file ends inside the record, which is cut off",
        "甲乙 is encoded in UTF-16; convert it to UTF-8",
        "甲乙: sheet 甲乙 is hidden and is not read",
        "column 甲乙: '甲乙' is no day of the calendar",
        "another kind of document: 甲乙",
        "its check digit does not fit",
    } - {text.removeprefix("publication number: ") for text in found} == set()


def test_a_new_sentence_is_found_and_not_known(tmp_path: Path, chinese: None) -> None:
    module = tmp_path / "new.py"
    module.write_text(
        "def check(name):\n"
        "    why = f'{name} is of a colour that nobody registers.'\n"
        "    raise Unsound('bad-colour', why)\n"
    )
    (read,) = readers_texts.read([module])
    assert (read.texts, read.reasons) == (
        ["甲乙 is of a colour that nobody registers."],
        {"bad-colour"},
    )
    assert told(read.texts[0]) is None


def test_every_reason_has_words_in_both_languages(chinese: None) -> None:
    modules = readers_texts.readers() + readers_texts.read(OTHERS)
    assert {code for module in modules for code in module.reasons} == set(REASONS)
    assert [code for code in REASONS if re.search("[a-z]", reason(code))] == []


def test_a_reason_without_words_is_its_code() -> None:
    assert reason("of-a-later-version") == "of-a-later-version"


def shipped() -> Iterator[str]:
    """What the mappings that come with Goldthread say of rows and records."""
    waiting: list[object] = [
        yaml.safe_load(file.read_text("utf-8"))
        for file in sorted((readers_texts.READERS / "mappings").glob("*.yaml"))
    ]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield from (str(part[key]) for key in ("because", "note") if key in part)
        if isinstance(part, (dict, list)):
            waiting += part.values() if isinstance(part, dict) else part


def test_what_shipped_mappings_say_is_said_in_chinese(chinese: None) -> None:
    sentences = set(shipped())
    assert len(sentences) > 10
    assert [text for text in sentences if told(text) is None] == []


SENTENCES = [
    ("'2019-02-31' is no day of the calendar.", "'2019-02-31'不是日历中存在的日期。"),
    (
        "column 登记日期: '31/12/2019' is no day of the form iso or y/m/d or excel.",
        "“登记日期”列：'31/12/2019'不是iso或y/m/d或excel格式的日期。",
    ),
    (
        (
            "'a or b' at a.csv, line 3, and 'b' at 表.xlsx, sheet 一, row 4: "
            "rows with one number must say the same."
        ),
        "a.csv, 第 3 行为'a or b'，表.xlsx, 工作表“一”第 4 行为'b'：号码相同的各行，内容必须一致。",
    ),
    (
        "column Filed: on: filing_date: 'x' is no number.",
        "“Filed”列：on：申请日：'x'不是数字。",
    ),
    (
        (
            "the XML is not well-formed: Opening and ending tag mismatch: a line 3 and b, line 4, "
            "column 31"
        ),
        "XML格式有误：起始标签与结束标签不匹配：第3行的a与b（第4行第31列）",
    ),
    (
        "The XML is not well-formed: something new in the parser, line 1, column 2.",
        "XML格式有误：something new in the parser（第1行第2列）。",
    ),
    (
        "3 × publication_date: '2020-02-31' is no day of the calendar.",
        "3次：公布日：'2020-02-31'不是日历中存在的日期。",
    ),
    (
        "status: 'state 0' is not in the map of status; taken as missing (2 times)",
        "状态：'state 0'不在状态的映射表中；按缺失处理（2次）",
    ),
    (
        (
            "a.xlsx, sheet Read me has no row of headings with 'number' or '登记号', 'name' among "
            "its first 30; the nearest has 'A or B', 'C' and 3 more; the sheet is not read"
        ),
        (
            "a.xlsx的工作表“Read me”的前30行中没有含'number'或'登记号', 'name'的表头行；"
            "最接近的一行有'A or B', 'C'等，另有3个；未读取该工作表"
        ),
    ),
    (
        (
            "12 of 345 records (3.48%) cannot be read; the limit is 1.00%, so nothing was loaded. "
            "By reason: bad-date 9, no-key 3. First: a.csv, line 2: 'x' is no number. | "
            "a.csv, line 4: this is new."
        ),
        (
            "345条记录中有12条（3.48%）无法读取；上限为1.00%，因此未加载任何内容。"
            "按原因：日期有误 9、缺少记录键所需的号码或日期 3。"
            "最先几条：a.csv, 第 2 行：'x'不是数字。 | a.csv, 第 4 行：this is new。"
        ),
    ),
    (
        (
            "The files ask for different readers (rights: 1 file(s), such as a.csv; jpo: 2 "
            "file(s), such as b.xml). Load them one kind after another."
        ),
        (
            "这些文件需要不同的读取器（rights：1个文件，如a.csv；jpo：2个文件，如b.xml）。"
            "请按种类逐批加载。"
        ),
    ),
    (
        (
            "No reader recognises p.xlsx: sheet 一 begins with 'A', 'B'; sheet 二 begins with "
            "nothing. Name one with --reader NAME or --mapping FILE, or draft a mapping with: "
            "goldthread map p.xlsx. The readers are rights, jpo."
        ),
        (
            "没有读取器能够识别p.xlsx：工作表“一”以'A', 'B'开头；工作表“二”没有内容。"
            "请用--reader或--mapping指定，或以命令goldthread map p.xlsx起草映射文件。"
            "读取器有：rights, jpo。"
        ),
    ),
    (
        (
            "The document says its encoding is 'gb18030', which fails: 'gb18030' codec can't "
            "decode byte 0xff in position 7: illegal multibyte sequence."
        ),
        (
            "文档声明的编码为'gb18030'，但无法按此解码："
            "'gb18030'无法解码位置7处的字节0xff：illegal multibyte sequence。"
        ),
    ),
    ("200 more values were noted.", "另有200个值有类似提示。"),
    ("total", "合计行"),
    ("region_code not in the list of countries", "地区不在国家名单中"),
    ("column 金额: the office's own rule.", "“金额”列：the office's own rule。"),
    ("the office's own rule.", None),
    ("", None),
]


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES)
def test_sentence_is_said_in_chinese(sentence: str, wanted: str | None, chinese: None) -> None:
    assert told(sentence) == wanted


def test_what_is_no_element_is_told_and_a_name_is_none(chinese: None) -> None:
    assert element("a column without a heading") == "没有标题的列"
    assert element("ASSG: a line without a field") == "ASSG：没有字段的行"
    assert [element(name) for name in ("total", "Applicants", "blank row")] == [None, None, None]


def test_long_and_deep_sentences_are_given_up_soon(chinese: None) -> None:
    deep = "column a: " * 100 + "the row names no right."
    assert told(deep) is not None  # the outermost is known; what is too deep inside it stays
    assert told(f"column a: {'x' * LONGEST}") is None
    began = time.perf_counter()
    for text in ("Table , , : ", "x: sheet ", "column ", " × ", "'", "a: "):
        told(text * (LONGEST // len(text)))
    assert time.perf_counter() - began < 10


def _read(reader: str, text: str) -> Callable[[Path], list[Rejected]]:
    def read(folder: Path) -> list[Rejected]:
        path = folder / ("d.csv" if reader == "st27" else "d.xml")
        path.write_text(text, encoding="utf-8")
        return tables.read_with(registry.reader(reader), [path]).rejected

    return read


def _grants(folder: Path) -> list[Rejected]:
    bad = grants.plain(2).replace("20180102", "20180231")
    cut = grants.plain(3).replace("Thing 3", "Thing & 3")
    return grants.read_text(folder, grants.plain(1), bad, cut).rejected


def _table(folder: Path) -> list[Rejected]:
    path = folder / "r.csv"
    path.write_text("No,Filed,Kind\n1,31/02/2019,PT\n,1/2/2019,PT\n3,1/2/2019,ZZ\n4,x\n", "utf-8")
    mapping = """\
mapping: example
record:
  ip_office_code: {constant: CL}
  right_kind: {column: Kind, map: {PT: PT}}
  application_number: No
  filing_date: {column: Filed, date: d/m/y}
"""
    return tables.read(mapping, path).rejected


def _pledges(folder: Path) -> list[Rejected]:
    changes = ({"amount": "五百万"}, {"right_number": "ZL201410408762.5", "right_kind": "实用新型"})
    rows = [{"number": f"P{n}", **PLEDGE, **change} for n, change in enumerate(changes)]
    return loaded(filled_in(folder / "p.xlsx", "pledges", rows, lang="zh")).rejected


REJECTED: dict[str, tuple[Callable[[Path], list[Rejected]], list[str]]] = {
    "uspto_grant": (
        _grants,
        [
            "XML格式有误：实体引用没有名称（“&”应写作“&amp;”）（第3行第358列）",
            "'20180231'不是授权（注册）日；应为yyyymmdd。",
        ],
    ),
    "table": (
        _table,
        [
            "该行有2个单元格，而表头有3个。",
            "'31/02/2019'不是日历中存在的日期。",
            "申请号均为空。",
            "权利种类：'ZZ'不在权利种类的映射表中。",
        ],
    ),
    "pledges": (
        _pledges,
        [
            "“债权金额”列：'五百万'不是数字。",
            "“权利号码”列：'ZL201410408762.5'是发明专利的号码，不是实用新型的号码。",
        ],
    ),
    "cnipa": (
        _read("cnipa", new(filed="20190231") + new(kind="Q7") + new()[:-40]),
        [
            "申请日：'20190231'不是日历中存在的日期。",
            "'Q7'不是国家知识产权局的文献种类代码（ST.16）。",
            "文件在记录中间结束，该记录不完整。",
        ],
    ),
    "jpo": (
        _read("jpo", gazette(number="2019000001").replace("2019000001<", "<")),
        ["文档没有给出申请号。"],
    ),
    "st96": (
        _read("st96", publication(text="") + publication(text="A")[:-60]),
        ["文档没有给出申请号。", "文件在记录中间结束，该记录不完整。"],
    ),
    "docdb": (
        _read("docdb", exchange(document().replace('country="DE"', 'country="QQ"'))),
        ["'QQ'不是ST.3的代码。"],
    ),
    "st27": (
        _read("st27", f"{HEAD}\nKR,1,A-2-4-F99-F11,2017-11-20,,\nKR,2,H-2-4,2017-11-20,,\n"),
        [
            "'F99'不是ST.27的关键事件。",
            (
                "'H-2-4'不是ST.27的状态事件代码；"
                "应依次为状态、前一阶段、阶段、关键事件和详细事件，如A-2-4-F10-F11。"
            ),
        ],
    ),
    "us_assignment": (
        _read("us_assignment", response(conveyance().replace(">12345<", ">1x<"))),
        ["'1x/678'不是卷号和帧号。"],
    ),
}


@pytest.mark.parametrize("sample", REJECTED)
def test_rejected_records_are_told_in_chinese(sample: str, tmp_path: Path, chinese: None) -> None:
    read, wanted = REJECTED[sample]
    assert [told(one.detail) for one in read(tmp_path)] == wanted
