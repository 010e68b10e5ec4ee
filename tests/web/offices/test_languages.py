"""Pages in Chinese carry no English sentence, and in English no Chinese one."""

import pytest

from goldthread.web import messages
from tests.web.furnished import drafted, signed_in
from tests.web.offices.test_browser import PAGES

pytestmark = pytest.mark.usefixtures("office_ledger")


@pytest.mark.parametrize("name", PAGES)
def test_chinese_pages_carry_no_english_sentence(name: str) -> None:
    address = PAGES[name].format(pk=drafted().pk)
    html = signed_in("planner", "zh").get(address).content.decode()
    texts = [m.id if isinstance(m.id, str) else m.id[0] for m in messages.read() if m.id]
    plain = [t for t in texts if "%(" not in t and "<" not in t and len(t.split()) >= 2]
    assert [t for t in plain if f">{t}<" in html] == []
