"""Documents by ST.96 of our own making."""

SPACE = "http://www.wipo.int/standards/XMLSchema/ST96"
_SPACES = (
    f'xmlns:com="{SPACE}/Common" xmlns:pat="{SPACE}/Patent" xmlns:tmk="{SPACE}/Trademark" '
    f'xmlns:dgn="{SPACE}/Design" xmlns:gin="{SPACE}/GeographicalIndication"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def number(text: str) -> str:
    return (
        "<com:ApplicationNumber><com:IPOfficeCode>EU</com:IPOfficeCode><com:ApplicationNumberText>"
        f"{text}</com:ApplicationNumberText></com:ApplicationNumber>"
    ).replace("EU", "XA")


def contact(name: str, country: str = "", region: str = "", **more: str) -> str:
    """A contact of an organisation with its address."""
    place = f"<com:CountryCode>{country}</com:CountryCode>" if country else ""
    if region:
        place = f"<com:GeographicRegionName>{region}</com:GeographicRegionName>{place}"
    address = (
        "<com:PostalAddressBag><com:PostalAddress><com:PostalStructuredAddress>"
        f"{place}</com:PostalStructuredAddress></com:PostalAddress></com:PostalAddressBag>"
    )
    language = f' com:languageCode="{more["language"]}"' if "language" in more else ""
    return (
        f"<com:Contact><com:Name><com:OrganizationName{language}><com:OrganizationStandardName>"
        f"{name}</com:OrganizationStandardName></com:OrganizationName></com:Name>{address}"
        "</com:Contact>"
    )


def publication(
    kind: str = "A1", text: str = "20190001", *, office: str = "EP", more: str = "",
    filed: str = "2019-01-02", published: str = "2020-07-03",
) -> str:  # fmt: skip
    return (
        f'{_HEAD}<pat:PatentPublication {_SPACES} com:st96Version="V8_0" com:languageCode="en">'
        f"<pat:BibliographicData><pat:PatentPublicationIdentification><com:IPOfficeCode>{office}"
        f"</com:IPOfficeCode><pat:PublicationNumber>0009</pat:PublicationNumber>"
        f"<com:PatentDocumentKindCode>{kind}</com:PatentDocumentKindCode><com:PublicationDate>"
        f"{published}</com:PublicationDate></pat:PatentPublicationIdentification>"
        f"<pat:ApplicationIdentification><com:IPOfficeCode>{office}</com:IPOfficeCode>"
        f"{number(text)}<pat:FilingDate>{filed}</pat:FilingDate></pat:ApplicationIdentification>"
        f"{more}</pat:BibliographicData><pat:Claims><pat:Claim/></pat:Claims>"
        "</pat:PatentPublication>\n"
    )


def event(codes: str, day: str = "2020-07-03", effective: str = "", national: str = "") -> str:
    """An event by its ST.27 code: state, stages and events as `N-4-6-H10-H13`."""
    state, before, stage, key, detailed = codes.split("-")
    more = f"<com:EffectiveDate>{effective}</com:EffectiveDate>" if effective else ""
    own = f"<pat:NationalEventCode>{national}</pat:NationalEventCode>" if national else ""
    return (
        f"<pat:StatusEventData><pat:StatusEventCode><com:StateCode>{state}</com:StateCode>"
        f"<com:PreviousStageCode>{before}</com:PreviousStageCode><com:CurrentStageCode>{stage}"
        f"</com:CurrentStageCode><pat:KeyEventCode>{key}</pat:KeyEventCode><pat:DetailedEventCode>"
        f"{detailed}</pat:DetailedEventCode>{own}</pat:StatusEventCode><com:EventDate>{day}"
        f"</com:EventDate>{more}</pat:StatusEventData>"
    )


def status(text: str, *events: str, category: str = "Patent for invention") -> str:
    """The legal status of one right, to be put into `statuses`."""
    return (
        "<pat:PatentLegalStatus><pat:ApplicationIdentification><com:IPOfficeCode>KR"
        f"</com:IPOfficeCode>{number(text)}<pat:FilingDate>2016-01-04</pat:FilingDate>"
        f"</pat:ApplicationIdentification><com:IPRightKindCategory>{category}"
        f"</com:IPRightKindCategory><pat:StatusEventDataBag>{''.join(events)}"
        "</pat:StatusEventDataBag></pat:PatentLegalStatus>"
    )


def statuses(*each: str) -> str:
    return (
        f'{_HEAD}<pat:PatentLegalStatusData {_SPACES} com:officeCode="KR" com:st96Version="V6_0">'
        f"{''.join(each)}</pat:PatentLegalStatusData>\n"
    )


def mark(text: str = "018000001", more: str = "", filed: str = "2019-01-02") -> str:
    return (
        f'{_HEAD}<tmk:TrademarkApplication {_SPACES} com:st96Version="V5_0"><tmk:TrademarkBag>'
        f"<tmk:Trademark>{number(text)}<com:ApplicationDate>{filed}</com:ApplicationDate>{more}"
        "</tmk:Trademark></tmk:TrademarkBag></tmk:TrademarkApplication>\n"
    )


def classes(*numbers: str, kind: str = "Nice") -> str:
    each = "".join(
        "<tmk:GoodsServicesClassification><tmk:ClassificationKindCode>"
        f"{kind}</tmk:ClassificationKindCode><tmk:ClassNumber>{one}</tmk:ClassNumber>"
        "</tmk:GoodsServicesClassification>"
        for one in numbers
    )
    return (
        "<tmk:GoodsServicesBag><tmk:GoodsServices><tmk:GoodsServicesClassificationBag>"
        f"{each}</tmk:GoodsServicesClassificationBag></tmk:GoodsServices></tmk:GoodsServicesBag>"
    )


def design(text: str = "35000001", more: str = "", filed: str = "2019-01-02") -> str:
    return (
        f'{_HEAD}<dgn:DesignApplication {_SPACES} com:st96Version="V7_0">{number(text)}'
        f"<dgn:DesignBag><dgn:Design>{more}</dgn:Design><dgn:Design/></dgn:DesignBag><com:ApplicationDate>{filed}"
        "</com:ApplicationDate></dgn:DesignApplication>\n"
    )


def indication(text: str = "GI-1", more: str = "", filed: str = "2019-01-02") -> str:
    return (
        f'{_HEAD}<gin:GIApplication {_SPACES} com:st96Version="V6_0"><gin:GIData '
        f'com:officeCode="FR" com:languageCode="fr">{number(text).replace("XA", "FR")}'
        f"<com:ApplicationDate>{filed}</com:ApplicationDate>{more}</gin:GIData>"
        "</gin:GIApplication>\n"
    )
