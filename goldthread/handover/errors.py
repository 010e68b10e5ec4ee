"""What the hand-over of a site refuses: each sentence in every language, told in the command's."""

import os

from goldthread.errors import InputRefused
from goldthread.workflow.texts import Sentence, say

SPOKEN = ("LC_ALL", "LC_MESSAGES", "LANG")


def command_language() -> str:
    """The language of the terminal: `zh` where its locale is Chinese, else `en`."""
    for name in SPOKEN:
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


class HandoverRefused(InputRefused):
    """A file, a package or a place was refused, and nothing was changed."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.in_language(command_language()))
        self.sentence = sentence


def refusal(en: str, zh: str, **facts: object) -> HandoverRefused:
    return HandoverRefused(say(en, zh, **facts))


def told(en: str, zh: str, **facts: object) -> str:
    """A sentence in the command's language."""
    return say(en, zh, **facts).in_language(command_language())
