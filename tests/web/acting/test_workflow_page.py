"""The page of all machines shows every row of every table, in both languages."""

import html

import pytest

from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.texts import in_language
from tests.web.conftest import words
from tests.web.furnished import signed_in

pytestmark = pytest.mark.usefixtures("office_ledger")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_machine_with_every_transition(lang: str) -> None:
    page = signed_in("", lang).get("/workflow").content.decode()
    for machine in {model.machine.name: model.machine for model in MODELS.values()}.values():
        assert f'<h2 id="{machine.name}">' in page
        section = page[page.index(f'<h2 id="{machine.name}">') :].split("</section>")[0]
        assert section.count("<tr>") == 1 + len(machine.transitions)
        assert f'aria-labelledby="{machine.name}-{lang}-title' in section
        shown = html.unescape(words(section)).casefold()
        for row in machine.transitions:
            assert in_language(row.titles, lang).casefold() in shown
        for state in machine.states:
            assert in_language(state.titles, lang).casefold() in shown
