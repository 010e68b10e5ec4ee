"""What this part raises on purpose."""

from goldthread.errors import InputRefused
from goldthread.workflow.texts import Sentence


class TokenRefused(InputRefused):
    """A token of an address cannot be read; the sentence says where, and why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
