"""Geographical indications by ST.96: one document each."""

from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from goldthread.demo.facts import data, origins
from goldthread.demo.marks import contact
from goldthread.demo.people import entities, places

_BODIES: Final = 4  # index of public bodies in TYPES
_PRODUCTS: Final = (
    ("大米", 30),
    ("茶", 30),
    ("苹果", 31),
    ("枸杞", 29),
    ("白酒", 33),
    ("陶瓷", 21),
)
_STAMP: Final = (2019, 1, 1, 0, 0, 0)
_SPACES: Final = (
    'xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common" '
    'xmlns:tmk="http://www.wipo.int/standards/XMLSchema/ST96/Trademark" '
    'xmlns:gin="http://www.wipo.int/standards/XMLSchema/ST96/GeographicalIndication"'
)


def write_indications(folder: Path, rng: np.random.Generator, scale: float) -> tuple[Path, Path]:
    """A ZIP with those protected at the end of 2018, and one with what 2019 brought.

    That is the last of the number that is published for 2019, and two applications.
    """
    facts = data("facts")
    count = max(2, round(facts["indications"] * scale / facts["divisor"]))
    protected = [_document(number, *_days(rng)) for number in range(count - 1)]
    filed = [np.datetime64(day) for day in ("2018-02-06", "2019-03-04", "2019-04-13")]
    news = [_document(count - 1, filed[0], np.datetime64("2019-03-20"))]
    news += [_document(count + place, day, None) for place, day in enumerate(filed[1:])]
    return (
        _zipped(folder / "demo-indications-2018.zip", protected),
        _zipped(folder / "demo-indications-201906.zip", news),
    )


def _zipped(path: Path, texts: list[str]) -> Path:
    info = ZipInfo(f"{path.stem}.xml", _STAMP)
    info.compress_type = ZIP_DEFLATED
    with ZipFile(path, "w") as archive:
        archive.writestr(info, "".join(texts).encode())
    return path


def _days(rng: np.random.Generator) -> tuple[np.datetime64, np.datetime64]:
    """Filing and registration, between 2005 and 2018."""
    filed = np.datetime64("2005-01-01") + rng.integers(0, 4500)
    return filed, filed + rng.integers(200, 500)


def _document(number: int, filed: np.datetime64, registered: np.datetime64 | None) -> str:
    origin = number % (origins().residents - 1)  # province by province, without the Corps
    product, symbol = _PRODUCTS[number % len(_PRODUCTS)]
    place = places()[origin][0]
    body = entities().rows[entities().first[origin, _BODIES]]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gin:GIApplication {_SPACES} '
        'com:st96Version="V6_0"><gin:GIData com:officeCode="CN" com:languageCode="zh">'
        "<com:ApplicationNumber><com:IPOfficeCode>CN</com:IPOfficeCode><com:ApplicationNumberText>"
        f"GI9{number:05d}</com:ApplicationNumberText></com:ApplicationNumber>"
        f"<com:ApplicationDate>{filed}</com:ApplicationDate>{_protected(number, registered)}"
        f'<gin:GINameBag><gin:GINameText com:languageCode="zh" com:sequenceNumber="1">示例{place}'
        f"{product}(合成数据)</gin:GINameText></gin:GINameBag>{_product(symbol)}"
        f"{_described(place)}<gin:GIStatusCategory>{'Registered' if registered else 'Filing'}"
        f"</gin:GIStatusCategory></gin:GIData><gin:ApplicantBag><gin:Applicant>{contact(body)}"
        "</gin:Applicant></gin:ApplicantBag></gin:GIApplication>\n"
    )


def _protected(number: int, day: np.datetime64 | None) -> str:
    if day is None:
        return ""
    return (
        f"<com:RegistrationNumber>GI9{number:05d}</com:RegistrationNumber><com:RegistrationDate>"
        f"{day}</com:RegistrationDate>"
    )


def _product(symbol: int) -> str:
    return (
        "<gin:ProductIndicationBag><tmk:GoodsServices><tmk:GoodsServicesClassificationBag>"
        "<tmk:GoodsServicesClassification><tmk:ClassificationKindCode>Nice"
        f"</tmk:ClassificationKindCode><tmk:ClassNumber>{symbol}</tmk:ClassNumber>"
        "</tmk:GoodsServicesClassification></tmk:GoodsServicesClassificationBag>"
        "</tmk:GoodsServices></gin:ProductIndicationBag>"
    )


def _described(place: str) -> str:
    """What the standard's schema wants said of product and place."""
    said = 'com:languageCode="zh"'
    return (
        "<gin:FeatureDescriptionBag><gin:FeatureDescription><gin:FeatureDescriptionText "
        f"{said}>合成数据</gin:FeatureDescriptionText></gin:FeatureDescription>"
        "</gin:FeatureDescriptionBag><gin:GeographicRegionDescriptionBag>"
        f"<gin:GeographicRegionDescription><gin:GeographicRegionDescriptionText {said} "
        f'com:sequenceNumber="1">{place}</gin:GeographicRegionDescriptionText></gin:GeographicRegionDescription>'
        "</gin:GeographicRegionDescriptionBag><gin:GICategory>Geographical Indication"
        "</gin:GICategory>"
    )
