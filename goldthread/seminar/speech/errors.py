"""What this part raises on purpose."""

from goldthread.errors import InputRefused
from goldthread.workflow.texts import Sentence


class SpeechRefused(InputRefused):
    """An address, or what was given with it, cannot be taken so; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class TokenRefused(SpeechRefused):
    """A token cannot be read; the sentence says where, and why; `cause` is the why alone."""

    def __init__(self, sentence: Sentence, cause: Sentence) -> None:
        super().__init__(sentence)
        self.cause = cause


class PromisesRefused(SpeechRefused):
    """The promises of the two texts do not belong together, or one is left out that is none."""
