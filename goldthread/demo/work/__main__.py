"""`python -m goldthread.demo.work HOME [--await-register]`: the demo's work, written beside the
loading of records. Awaiting the register it goes on, once a line says that it is loaded, to what is
bound to it.
"""

import sys
from pathlib import Path

from goldthread.demo.work.write import write

write(Path(sys.argv[1]), lambda sentence: print(sentence, file=sys.stderr))  # noqa: T201
if sys.argv[2:] == ["--await-register"] and sys.stdin.readline():
    from goldthread.demo.review.write import review
    from goldthread.demo.seminar.speaking import speak

    speak()
    review()
