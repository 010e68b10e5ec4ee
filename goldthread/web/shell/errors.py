"""What a page refuses, as a sentence for its reader."""

from goldthread.errors import UsageError


class BadParameter(UsageError):
    """A parameter of the address has a value that cannot be; `allowed` says what can."""

    status = 400

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name}={value}: {allowed}")
        self.name = name
        self.value = value
        self.allowed = allowed


class NotThere(UsageError):
    """The object of the address does not exist; `instead` is where to look."""

    status = 404

    def __init__(self, sentence: str, instead: str = "") -> None:
        super().__init__(sentence)
        self.instead = instead
