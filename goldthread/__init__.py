"""The work cycle of an intellectual-property office, run on the office's own records."""

import os

__version__ = "0.1.0"

# The threads that numpy's OpenBLAS starts on import wait by spinning, some 0.07 s in every process
# on the cores that are needed then; nothing here multiplies matrices. Who sets it, keeps it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
