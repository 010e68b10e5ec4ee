"""The minutes on their pages: entries, revisions compared, corrections; the address."""

from goldthread.seminar.models import Address, MinutesCorrection
from tests.web.conftest import words
from tests.web.seminar.conftest import Reader, client_of
from tests.web.seminar.told import Meeting


def test_the_desk_reads_drafts_and_what_is_still_to_be_minuted(met: Meeting, read: Reader) -> None:
    told = words(read("/seminars/2019-H2/minutes", "secretariat").content.decode())
    assert "Opening draft revision 3 The head opened the seminar at nine o'clock." in (
        told.replace("&#x27;", "'")
    )
    assert "Held, and not minuted yet Proposals Begin the entry" in told
    for name in ("zj_head", "press", ""):
        other = words(read("/seminars/2019-H2/minutes", name).content.decode())
        assert "No entry of the minutes that you can read is there yet." in other, name


def test_two_revisions_are_compared_word_by_word(met: Meeting, read: Reader) -> None:
    """By hand: the first said nothing of nine o'clock and nothing in Chinese."""
    address = f"/minutes/{met.opened.pk}?from=1&to=3"
    html = read(address, "secretariat").content.decode().replace("&#x27;", "'")
    assert "The head opened the seminar<ins> at nine o'clock</ins>." in html
    assert "<ins>局长宣布开幕。</ins>" in html
    wrong = read(f"/minutes/{met.opened.pk}?from=1&to=9", "secretariat")
    assert wrong.status_code == 400
    assert "There are the revisions 1 to 3." in words(wrong.content.decode())


def test_revisions_say_who_wrote_them_and_are_for_those_who_prepare(
    met: Meeting, read: Reader
) -> None:
    html = words(read(f"/minutes/{met.opened.pk}", "secretariat").content.decode())
    assert "2 30 July 2019 09:00 · clerk what changed in revision 2" in html
    met.end("circulated")
    reader = words(read(f"/minutes/{met.opened.pk}?from=1&to=3", "zj_head").content.decode())
    assert "The head opened the seminar at nine" in reader
    assert ("Revisions" in reader, "Revision 1 against" in reader) == (False, False)


def test_an_earlier_revision_is_restored_from_the_list(met: Meeting) -> None:
    client = client_of(met, "secretariat")
    form = f"/act/minutes_entry/{met.opened.pk}/restore"
    html = client.get(form).content.decode()
    assert html.count("<option") == 3  # none, and the two earlier ones
    ticket = html.split('name="ticket" value="')[1].split('"')[0]
    assert client.post(form, {"ticket": ticket, "revision": "1"}).status_code == 303
    met.opened.refresh_from_db()
    assert (met.opened.revision, met.opened.text_en) == (4, "The head opened the seminar.")
    told = words(client.get(f"/minutes/{met.opened.pk}").content.decode())
    assert "restores revision 1" in told


def test_a_correction_is_asked_for_by_the_office_and_taken_by_the_desk(met: Meeting) -> None:
    entry = met.entry_of_talks()
    head = client_of(met, "zj_head")
    page = head.get("/seminars/2019-H2/minutes").content.decode()
    form = f"/act/minutes_correction/new/propose?entry={entry.pk}"
    assert f'href="{form}"' in page
    html = head.get(form).content.decode()
    given = {
        "ticket": html.split('name="ticket" value="')[1].split('"')[0],
        "entry": str(entry.pk),
        "delegation": str(met.delegations["IPO-ZJ"].pk),
        "passage": "agreed to act",
        "wording": "resolved to act",
    }
    assert head.post("/act/minutes_correction/new/propose", given).status_code == 303
    made = MinutesCorrection.objects.get()
    address = f"/corrections/{made.pk}"
    assert head.get(address).status_code == 200
    assert client_of(met, "js_coordinator").get(address).status_code == 404
    desk = client_of(met, "secretariat")
    form = f"/act/minutes_correction/{made.pk}/take"
    ticket = desk.get(form).content.decode().split('name="ticket" value="')[1].split('"')[0]
    assert desk.post(form, {"ticket": ticket}).status_code == 303
    told = words(head.get(f"/minutes/{entry.pk}").content.decode())
    assert "The heads resolved to act together." in told


def test_the_address_shows_its_findings_to_those_who_write_it_only(
    met: Meeting, read: Reader
) -> None:
    """12,000 has no source; the promise of ten centres has no task."""
    page = f"/addresses/{met.address.pk}"
    told = words(read(page, "planning").content.decode())
    assert "number without a source The number 12,000 has no source" in told
    assert "promise without a task The sentence promises something" in told
    text = "The work went well. We will open ten more centres by the end of the year."
    given: Address = met.make(
        Address(), "draft", "planning", seminar=met.meeting.pk, title_en="Given", text_en=text
    )
    met.act(given, "clear", "issuer", accepted=accepted(met, given))
    met.act(given, "give", "planning", into=met.next_cycle().pk)
    address = f"/addresses/{given.pk}"
    public = words(read(address).content.decode())
    assert "The work went well. We will open ten more centres" in public
    assert "What it promised" in public
    assert "a measure in preparation" in public
    assert "without a task" not in public
    measure = given.promises.get().measure_id
    assert f'href="/measures/{measure}"' in read(address, "planning").content.decode()


def accepted(met: Meeting, given: Address) -> list[dict[str, str]]:
    """A reason for each warning, by the keys that the form of clearing gives them."""
    html = client_of(met, "issuer").get(f"/act/address/{given.pk}/clear").content.decode()
    keys = [part.split(":")[0] for part in html.split('name="accepted:')[1:]]
    return [{"finding": key, "reason": "已核对"} for key in keys]


def test_a_figure_in_the_address_opens_its_records(met: Meeting, read: Reader) -> None:
    text = "We received {{C03 period=2019-H1 region=CN-ZJ}} filings."
    met.act(met.address, "edit", "planning", title_en="Address", text_en=text)
    html = read(f"/addresses/{met.address.pk}", "planning").content.decode()
    link = '<a class="figure" href="/records?indicator=C03&amp;period=2019-H1&amp;region=CN-ZJ">'
    assert link in html
