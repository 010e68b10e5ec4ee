"""`python -m goldthread.demo.work HOME`: the demo's work, written beside the loading of records."""

import sys
from pathlib import Path

from goldthread.demo.work.write import write

write(Path(sys.argv[1]), lambda sentence: print(sentence, file=sys.stderr))  # noqa: T201
