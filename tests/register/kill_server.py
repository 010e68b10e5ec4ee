"""Loads on demand in a forked child each time, so that killing one costs no start-up.

Each line of standard input is `<home> <delivery> <seconds>`: a child loads the delivery and is
killed after so many seconds, if it still runs. Its exit status is printed (negative: the signal
that ended it) and how long it ran.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import duckdb
import numpy
import pyarrow.parquet

from goldthread.register import commit, index, loading, seal, segment
from goldthread.register.seal import Rule
from goldthread.register.store import Register
from tests.register.deliveries import Lines

IMPORTED_ONCE = (duckdb, numpy, pyarrow.parquet, commit, index, loading, seal, segment)


def main() -> None:
    for line in sys.stdin:
        home, delivery, seconds = line.split()
        began = time.monotonic()
        child = os.fork()
        if not child:
            register = Register(Path(home), rule=Rule(fanout=2, smallest=1000))
            register.load(Lines(batch=40), [Path(delivery)])
            os._exit(0)
        # The child is ours until it is waited for, so its number cannot name another process.
        killer = threading.Timer(float(seconds), os.kill, (child, signal.SIGKILL))
        killer.start()
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        killer.cancel()
        killer.join()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status} {time.monotonic() - began}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
