"""Bad grant files: quarantine for a record, one clear sentence for a file, never a traceback."""

import random
import zipfile
from pathlib import Path

import pytest

from goldthread.readers.base import RAW_LIMIT, ReadError
from goldthread.readers.uspto_grant import UsptoGrant
from tests.readers.grants import application, grant, plain, publication, read, read_text, source

STRICT = pytest.mark.parametrize("strict", [False, True], ids=["fast", "strict"])
BASE = publication("09000001") + application("15000001")


def numbers(found: object) -> list[str]:
    return [row["application_number"] for row in found.rows("ip_right")]  # type: ignore[attr-defined]


def offset(documents: list[str], place: int) -> int:
    return len("".join(documents[:place]).encode())


@STRICT
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</invention-title>", "</invention>"),
        ("</invention-title>", ""),
        ("Thing 17", "Thing & 17"),
        ("Thing 17", "Thing <17"),
        ("Thing 17", "Thing &#0; 17"),
        ("Thing 17", "Thing &bomb; 17"),
        ("Thing 17", "Thing \x00 17"),
        ("Thing 17", "Thing \x0b 17"),
        ("Thing 17", "Thing <!-- 17"),
        ("<invention-title>", '<invention-title id="a" id="b">'),
    ],
)
def test_malformed_document_17_of_25_alone_is_quarantined(
    tmp_path: Path, old: str, new: str, strict: bool
) -> None:
    documents = [plain(number) for number in range(1, 26)]
    documents[16] = documents[16].replace(old, new, 1)
    found = read_text(tmp_path, *documents, strict=strict)
    place = offset(documents, 16)
    assert found.reasons == [(f"document 17 at byte {place}", "malformed-xml")]
    assert numbers(found) == [f"15{n:06d}" for n in range(1, 26) if n != 17]
    assert found.rejected[0].raw.startswith(b"<us-patent-grant")
    assert found.rejected[0].detail.startswith("the XML is not well-formed: ")
    assert "<string>" not in found.rejected[0].detail


@STRICT
def test_bytes_that_are_not_utf8_are_quarantined(tmp_path: Path, strict: bool) -> None:
    path = tmp_path / "ipg.xml"
    bad = plain(2).encode().replace(b"Thing", b"\xff\xfeThing")
    path.write_bytes(plain(1).encode() + bad + plain(3).encode())
    found = read(path, strict=strict)
    assert [reason for _, reason in found.reasons] == ["malformed-xml"]
    assert numbers(found) == ["15000001", "15000003"]


@STRICT
def test_element_that_occurs_twice_gives_its_first_text(tmp_path: Path, strict: bool) -> None:
    twice = grant(BASE + "<invention-title>A</invention-title><invention-title>B</invention-title>")
    assert read_text(tmp_path, twice, strict=strict).only("ip_right")["title"] == "A"


@STRICT
def test_named_characters_of_the_iso_sets_are_read(tmp_path: Path, strict: bool) -> None:
    text = grant(BASE + "<invention-title>Caf&eacute; &amp; &lt;b&gt; &lsquo;x</invention-title>")
    found = read_text(tmp_path, text, strict=strict)
    assert found.only("ip_right")["title"] == "Café & <b> \u2018x"


@STRICT
def test_entity_bomb_is_never_expanded(tmp_path: Path, strict: bool) -> None:
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    text = grant(
        BASE + "<invention-title>&j;</invention-title>",
        doctype=f"<!DOCTYPE us-patent-grant [{entities}]>",
    )
    found = read_text(tmp_path, plain(7), text, strict=strict)
    assert [reason for _, reason in found.reasons] == ["malformed-xml"]
    assert numbers(found) == ["15000007"]


@STRICT
def test_external_entity_is_never_fetched(tmp_path: Path, strict: bool) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    doctype = f'<!DOCTYPE us-patent-grant [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    used = grant(BASE + "<invention-title>&x;</invention-title>", doctype=doctype)
    unused = grant(BASE + "<invention-title>T</invention-title>", doctype=doctype)
    found = read_text(tmp_path, used, unused, strict=strict)
    assert [reason for _, reason in found.reasons] == ["malformed-xml"]
    assert b"secret" not in found.rejected[0].raw
    assert found.only("ip_right")["title"] == "T"


@STRICT
@pytest.mark.parametrize(("filed", "granted"), [("20180231", "20190102"), ("20160102", "20180231")])
def test_date_of_31_february_is_quarantined(
    tmp_path: Path, filed: str, granted: str, strict: bool
) -> None:
    bad = grant(publication("09000001", date=granted) + application("15000001", date=filed))
    found = read_text(tmp_path, plain(2), bad, strict=strict)
    what = "filing date" if filed == "20180231" else "date of grant"
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("bad-date", f"'20180231' is no {what}; wanted is yyyymmdd.")
    ]
    assert numbers(found) == ["15000002"]


@pytest.mark.parametrize(
    "text", ["20181301", "20180230", "2018-01-02", "x", "201801", "20180132", "00010001x"]
)
def test_key_date_that_is_none_is_quarantined(tmp_path: Path, text: str) -> None:
    bad = grant(publication("09000001") + application("15000001", date=text))
    assert [reason for _, reason in read_text(tmp_path, bad).reasons] == ["bad-date"]


@pytest.mark.parametrize("text", ["20180100", "20180000", "00000000", ""])
def test_incomplete_key_date_is_no_date(tmp_path: Path, text: str) -> None:
    found = read_text(tmp_path, grant(publication("09000001") + application("15000001", date=text)))
    assert found.only("ip_right")["filing_date"] is None


@STRICT
def test_number_of_ten_thousand_digits_is_quarantined(tmp_path: Path, strict: bool) -> None:
    claims = f"<number-of-claims>{'9' * 10_000}</number-of-claims>"
    documents = [
        grant(publication("09000001") + application("1" * 10_000)),
        grant(publication("9" * 10_000) + application("15000002")),
        plain(3, claims),
        plain(4),
    ]
    found = read_text(tmp_path, *documents, strict=strict)
    assert [reason for _, reason in found.reasons] == ["bad-number"] * 3
    assert found.rejected[0].detail.endswith("... (10000 characters)' is no application number.")
    assert numbers(found) == ["15000004"]


def test_count_that_is_no_number_is_unknown(tmp_path: Path) -> None:
    found = read_text(tmp_path, plain(1, "<number-of-claims>many</number-of-claims>"))
    assert found.only("ip_right")["n_claims"] is None


@STRICT
def test_document_without_application_number_is_quarantined(tmp_path: Path, strict: bool) -> None:
    found = read_text(tmp_path, grant(publication("09000001")), plain(2), strict=strict)
    assert found.reasons == [("document 1 at byte 0", "no-key")]
    assert numbers(found) == ["15000002"]


@STRICT
def test_document_with_nothing_in_it_is_quarantined(tmp_path: Path, strict: bool) -> None:
    found = read_text(tmp_path, grant(""), plain(2), strict=strict)
    assert found.reasons == [("document 1 at byte 0", "no-key")]


def test_elements_missing_are_values_missing(tmp_path: Path) -> None:
    row = read_text(tmp_path, grant(application("15000001", date=""))).only("ip_right")
    for name in ("registration_number", "grant_date", "title", "expiry_date", "n_claims"):
        assert row[name] is None


@STRICT
def test_absurd_nesting_is_no_harm(tmp_path: Path, strict: bool) -> None:
    deep = plain(1, "<a>" * 50_000 + "</a>" * 50_000)
    found = read_text(tmp_path, deep, plain(2), strict=strict)
    assert numbers(found)[-1] == "15000002"
    assert found.unknown == {"a": 50_000}


def test_unknown_elements_are_counted(tmp_path: Path) -> None:
    found = read_text(
        tmp_path, plain(1, "<us-ai-flag><x-y/></us-ai-flag>"), plain(2, "<us-ai-flag/>")
    )
    assert found.unknown == {"us-ai-flag": 2, "x-y": 1}


def test_later_version_is_read_and_its_news_counted(tmp_path: Path) -> None:
    text = grant(BASE + "<us-new a='1'>x</us-new>", dtd="v9.9 2040-01-01")
    found = read_text(tmp_path, text)
    assert (numbers(found), found.unknown) == (["15000001"], {"us-new": 1})


def test_category_nobody_knows_is_counted(tmp_path: Path) -> None:
    cited = (
        "<us-references-cited><us-citation><nplcit><othercit>x</othercit></nplcit>"
        "<category>cited by a friend</category></us-citation></us-references-cited>"
    )
    found = read_text(tmp_path, plain(1, cited))
    assert found.only("right_citation")["category"] is None
    assert found.unknown == {"category: cited by a friend": 1}


def test_other_documents_are_skipped_with_their_name(tmp_path: Path) -> None:
    listing = '<?xml version="1.0"?>\n<sequence-cwu id="S"><p/></sequence-cwu>\n'
    found = read_text(tmp_path, plain(1), listing, plain(2))
    assert found.skipped == {"another kind of document: sequence-cwu": 1}
    assert [row["source_locator"] for row in found.rows("ip_right")] == [
        "document 1 at byte 0",
        f"document 3 at byte {len(plain(1) + listing)}",
    ]


def test_file_cut_in_a_document_keeps_the_whole_ones(tmp_path: Path) -> None:
    text = plain(1) + plain(2)
    found = read_text(tmp_path, text[: len(text) - 40])
    assert found.reasons == [(f"document 2 at byte {len(plain(1))}", "cut-off")]
    assert numbers(found) == ["15000001"]


def test_raw_bytes_of_a_rejected_record_are_bounded(tmp_path: Path) -> None:
    long = grant("<invention-title>" + "x" * 100_000 + "</invention>")
    assert len(read_text(tmp_path, long, plain(1)).rejected[0].raw) == RAW_LIMIT


def test_locator_names_the_member_when_a_zip_has_several(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.xml", plain(1))
        made.writestr("b.xml", plain(2))
    rows = read(path).rows("ip_right")
    assert [row["source_locator"] for row in rows] == [
        "a.xml, document 1 at byte 0",
        "b.xml, document 1 at byte 0",
    ]


def refusal(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    return str(caught.value)


def made(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_file_that_is_none_is_refused(tmp_path: Path) -> None:
    assert refusal(made(tmp_path / "ipg.xml", b"")) == (
        "ipg.xml is empty (0 bytes); fetch it again"
    )
    assert refusal(tmp_path).endswith(" is a folder; give the files in it")
    assert refusal(tmp_path / "absent.xml").endswith(
        "absent.xml cannot be opened: No such file or directory"
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (plain(1).encode("utf-16"), "ipg.xml is encoded in UTF-16; convert it to UTF-8"),
        (plain(1).encode("utf-16-be"), "ipg.xml is encoded in UTF-16; convert it to UTF-8"),
        (b"\x89PNG" * 9, "ipg.xml is no XML: it begins with b'\\x89PNG"),
        (b"<html><p>Not found</p></html>", "the first document's root element is html"),
        (b"<<<<<<", "ipg.xml holds no us-patent-grant document: nothing in it begins like one"),
        (
            b"<?xml version='1.0'?>\n<PATDOC DTD='2.5'><SDOBI/></PATDOC>",
            "ipg.xml holds grants in the format of 2001 to 2004 (root element PATDOC, DTD v2.x)",
        ),
    ],
)
def test_file_of_another_sort_is_refused_with_what_was_seen(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    assert sentence in refusal(made(tmp_path / "ipg.xml", data))


def test_zip_that_is_damaged_refuses_the_whole_delivery(tmp_path: Path) -> None:
    path = tmp_path / "ipg.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made_zip:
        made_zip.writestr("ipg.xml", "".join(plain(n) for n in range(400)))
    raw = bytearray(path.read_bytes())
    raw[-60:-58] = b"\x00\x01"
    path.write_bytes(raw)
    assert "ipg.zip" in refusal(path)


def test_random_damage_ends_in_records_quarantine_or_a_sentence(tmp_path: Path) -> None:
    whole = "".join(plain(n) for n in range(1, 9)).encode()
    rng = random.Random(5)
    for round_ in range(60):
        data = bytearray(whole)
        for _ in range(3):
            place = rng.randrange(len(data))
            data[place : place + rng.randint(0, 9)] = rng.randbytes(rng.randint(0, 9))
        path = made(tmp_path / "ipg.xml", bytes(data))
        fast, strict = read(path), read(path, strict=True)
        assert len(fast.rows("ip_right")) <= 8, round_
        if not fast.rejected and not strict.rejected:
            assert fast.tables["ip_right"].equals(strict.tables["ip_right"]), round_


def test_reader_recognises_its_files(tmp_path: Path) -> None:
    xml, other = plain(1).encode(), b"<?xml version='1.0'?><tmdocument/>"
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ipg.xml", xml)
    assert UsptoGrant.recognises(tmp_path / "x.xml", xml[:4096])
    assert UsptoGrant.recognises(path, path.read_bytes()[:64])
    assert not UsptoGrant.recognises(tmp_path / "x.xml", b"<!DOCTYPE PATDOC><PATDOC DTD='2.5'>")
    assert not UsptoGrant.recognises(tmp_path / "x.xml", other)
    assert not UsptoGrant.recognises(tmp_path / "absent.zip", b"PK\x03\x04")


def test_reader_says_what_it_is(tmp_path: Path) -> None:
    reader = UsptoGrant()
    assert (reader.name, reader.feed, reader.delivery) == ("uspto_grant", "uspto-grant", "delta")
    path = made(tmp_path / "ipg.xml", plain(1).encode())
    first = next(reader.read([source(path)], lambda _: None))
    assert first.tables["ip_right"].num_rows == 1


def test_progress_counts_the_bytes_of_the_source(tmp_path: Path) -> None:
    path = made(tmp_path / "ipg.xml", "".join(plain(n) for n in range(300)).encode())
    assert read(path).consumed == path.stat().st_size
