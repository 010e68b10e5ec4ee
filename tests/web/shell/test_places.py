"""Locators as readers of the site read them."""

import pytest
from django.utils import translation

from goldthread.web.shell.places import place

PLACES = [
    ("a.csv, line 17", "a.csv, 第 17 行"),
    ("line 3.csv, line 4", "line 3.csv, 第 4 行"),
    ("设计.xlsx, sheet 外观设计, row 2", "设计.xlsx, 工作表“外观设计”第 2 行"),
    ("sheet a, row 1, row 2", "工作表“a, row 1”第 2 行"),
    ("row 7", "第 7 行"),
    ("document 17 at byte 812345", "第 17 个文档（起始字节 812345）"),
    ("w.xml, document 1 at byte 0", "w.xml, 第 1 个文档（起始字节 0）"),
    ("record 17 at byte 812345", "第 17 条记录（起始字节 812345）"),
    ("w.txt, record 2 at line 31", "w.txt, 第 2 条记录（第 31 行）"),
    ("t.csv, line 9, column 2018, H1", "t.csv, 第 9 行“2018, H1”列"),
    ("somewhere else", "somewhere else"),
    ("", ""),
]


@pytest.mark.parametrize(("locator", "chinese"), PLACES)
def test_place_is_told_in_both_languages(locator: str, chinese: str) -> None:
    with translation.override("en"):
        assert place(locator) == locator
    with translation.override("zh-hans"):
        assert place(locator) == chinese
