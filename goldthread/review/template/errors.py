"""What this part raises on purpose."""

from goldthread.errors import InputRefused
from goldthread.workflow.texts import Sentence, say


class TemplateRefused(InputRefused):
    """A template cannot be read, or asks for what is not there; the sentence says where and why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def refused(line: int, column: int, cause: Sentence) -> TemplateRefused:
    return TemplateRefused(
        say(
            "Line {line}, character {column}: {cause}.",
            "第{line}行第{column}个字符：{cause}。",
            line=line,
            column=column,
            cause=cause,
        )
    )
