import pytest
from django.utils import translation

from goldthread.codes import regions
from goldthread.indicators.acts import records as acts
from goldthread.indicators.definition import EVERY_COUNTING, EVERY_DIMENSION, TYPES
from goldthread.indicators.grains import GRAINS
from goldthread.indicators.records import SORTS
from goldthread.readers.schema import (
    APPLICANT_TYPES,
    CASE_OUTCOMES,
    CASE_TYPES,
    FILING_ROUTES,
    PARTY_ROLES,
    RIGHT_KINDS,
    RIGHT_STATUSES,
    TABLES,
    TX_ROLES,
    TX_TYPES,
)
from goldthread.readers.uspto_grant.field_map import RELATIONS
from goldthread.web.shell import columns, countings, names


def test_every_column_of_the_schema_has_a_title() -> None:
    known = {name for t in TABLES.values() for name in [*t.schema.names, *t.derived.names]}
    assert sorted(known - set(columns.COLUMNS)) == []


def test_every_table_and_sortable_column_has_a_title() -> None:
    assert sorted(set(TABLES) - set(columns.TABLES)) == []
    sorts = {name for grain in GRAINS for name in acts.sorts(grain)}
    assert sorted({*SORTS, *sorts} - set(columns.COLUMNS)) == []


@pytest.mark.parametrize(
    ("codes", "titles"),
    [
        (RIGHT_KINDS, columns.KINDS),
        (APPLICANT_TYPES, columns.APPLICANT_TYPES),
        (FILING_ROUTES, columns.ROUTES),
        (RIGHT_STATUSES, columns.STATUSES),
        ((*PARTY_ROLES, *TX_ROLES), columns.ROLES),
        (TX_TYPES, columns.TX_TYPES),
        (CASE_TYPES, columns.CASE_TYPES),
        (CASE_OUTCOMES, columns.OUTCOMES),
        (EVERY_DIMENSION, columns.DIMENSIONS),
        (RELATIONS, columns.RELATIONS),
        (EVERY_COUNTING, countings.COUNTINGS),
        (TYPES, countings.TYPES),
    ],
)
def test_every_code_has_a_title(codes: tuple[str, ...], titles: dict[str, str]) -> None:
    assert sorted(codes) == sorted(titles)


@pytest.mark.parametrize(
    ("dimension", "code", "english", "chinese"),
    [
        ("region", "CN-ZJ", "Zhejiang", "浙江"),
        ("region", "IN-DD", "Daman and Diu", "达曼-第乌"),  # no region since 2020
        ("region", "XX-1", "XX-1", "XX-1"),
        ("region", "_U", "Not known", "不详"),
        ("country", "CL", "Chile", "智利"),
        ("country", "??", "??", "??"),
        ("office", "EP", "European Patent Office", "欧洲专利局"),
        ("kind", "DS", "Industrial designs", "外观设计"),
        ("field", "4", "Digital communication", "数字通信"),
        ("field", "99", "99", "99"),
        ("applicant_type", "UNI", "Universities", "高等院校"),
        ("month", "2019-07", "July 2019", "2019年7月"),
        ("resident", "N", "Non-residents", "国外申请人"),
        ("route", "pct", "PCT", "PCT"),
        ("partner_region", "CN-ZJ", "Zhejiang", "浙江"),
        ("tx_type", "open_offer", "Open-licence offer", "开放许可声明"),
        ("outcome", "settled", "Settled", "和解或调解"),
        ("currency", "CNY", "CNY", "CNY"),
    ],
)
def test_coded_names(dimension: str, code: str, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert names.coded(dimension, code, "en").startswith(english)
    with translation.override("zh-hans"):
        assert names.coded(dimension, code, "zh") == chinese


def test_a_tile_has_a_short_name() -> None:
    tree = regions.tree("CN")
    corps = next(region for region in tree.regions if region.code == "CN-XPCC")
    assert [names.tile_label(corps, "en"), names.tile_label(corps, "zh")] == ["XPCC", "兵团"]
    assert (
        max(
            len(names.tile_label(r, "zh"))
            for c in regions.countries()
            for r in regions.tree(c).regions
        )
        <= 4
    )
