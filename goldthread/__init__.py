"""The work cycle of an intellectual-property office, run on the office's own records."""

import os
import sys

__version__ = "0.1.0"

# What libraries read when they are loaded; who sets it, keeps it.
_ENVIRONMENT = {
    # The threads that numpy's OpenBLAS starts wait by spinning, some 0.07 s in every process, on
    # the cores that are needed then; nothing here multiplies matrices.
    "OPENBLAS_NUM_THREADS": "1",
    # One allocator for Arrow and all the others: its own keeps some 20 MB beside the system's.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
for _name, _value in _ENVIRONMENT.items():
    os.environ.setdefault(_name, _value)

# Arrow's Parquet loads the client of S3 for everybody: 3 MB and 20 ms of every process, and nothing
# here reads from there. Who needs it imports it before us.
sys.modules.setdefault("pyarrow._s3fs", None)  # type: ignore[arg-type]
