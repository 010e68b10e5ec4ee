"""The most memory that the processes of a server took, as Linux tells it; elsewhere nothing."""

from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
RESET_PEAK = "5"


def reset_peak(process: int) -> bool:
    """Let the peak of a process and its children begin anew; False where it cannot be told."""
    try:
        for folder in _family(process):
            (folder / "clear_refs").write_text(RESET_PEAK)
    except OSError:
        return False
    return PROC.is_dir()


def peak_mb(process: int) -> float:
    """Of the process and its children, added up, in MB of 1,000,000 bytes."""
    return sum(_peak(folder) for folder in _family(process)) * 1024 / 1e6


def _family(process: int) -> Iterator[Path]:
    folder = PROC / str(process)
    yield folder
    for children in folder.glob("task/*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _peak(folder: Path) -> int:
    """In KiB; 0 where there is no such process."""
    try:
        lines = (folder / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
