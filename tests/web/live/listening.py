"""A reader of server-sent events over a plain socket: by hand, after the HTML standard."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Message:
    kind: str = "message"
    id: str = ""
    data: str = ""
    comments: int = 0


@dataclass
class Listener:
    """Connects and reads the head; `next` gives the next event, `rest` what comes until the end."""

    port: int
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        asked = {"Host": f"127.0.0.1:{self.port}"} | {
            name.replace("_", "-"): value for name, value in self.headers.items()
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
        self.socket.sendall(f"{self.method} {self.path} HTTP/1.1\r\n{lines}\r\n".encode())
        self._file = self.socket.makefile("rb")
        self.status = int(self._file.readline().split()[1])
        self.head: dict[str, str] = {}
        while (line := self._file.readline().decode().strip()) != "":
            name, _, value = line.partition(": ")
            self.head[name.lower()] = value
        self._text = ""
        self.retry = ""

    def next(self, timeout: float = 20) -> Message | None:
        """The next event or comment; None at the end of the stream."""
        self.socket.settimeout(timeout)
        while "\n\n" not in self._text:
            part = self._chunk()
            if not part:
                return None
            self._text += part
        block, _, self._text = self._text.partition("\n\n")
        if block.startswith("retry: "):
            self.retry = block.removeprefix("retry: ")
            return self.next(timeout)
        return _message(block)

    def body(self) -> str:
        """Of a refusal, which says its length."""
        return self._file.read(int(self.head["content-length"])).decode()

    def _chunk(self) -> str:
        size = int(self._file.readline().strip() or b"0", 16)
        content = self._file.read(size).decode()
        self._file.readline()
        return content

    def close(self) -> None:
        self._file.close()
        self.socket.close()

    def __enter__(self) -> "Listener":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _message(block: str) -> Message:
    found, data = Message(), []
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "":
            found.comments += 1
        elif name == "data":
            data.append(value)
        elif name == "event":
            found.kind = value
        elif name == "id":
            found.id = value
    found.data = "\n".join(data)
    return found
