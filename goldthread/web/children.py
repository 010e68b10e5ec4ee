"""A process beside the server: started again when it ends, ended with the server."""

import subprocess
import threading
from collections.abc import Callable, Sequence

PATIENCE = 10.0
PAUSE = 5.0
Say = Callable[[str], None]


class Child:
    """`what`: how a sentence calls it. `files`: descriptors that it inherits."""

    def __init__(
        self, command: Sequence[str], what: str, say: Say, files: Sequence[int] = ()
    ) -> None:
        self._command, self._what, self._say, self._files = command, what, say, files
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self) -> None:
        while not self._ending.is_set():
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command, pass_fds=self._files
            )
            status = self._process.wait()
            if self._ending.wait(PAUSE):
                return
            self._say(f"{self._what} ended (status {status}); it is started again.")

    def end(self) -> None:
        self._ending.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
