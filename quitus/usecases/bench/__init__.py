"""What must be quick, measured: one module each, found by its name.

A module offers `NAME`, `SENTENCE` (what it measures, in one line) and `run(tell)`, which builds what it needs in the
database of the moment (one of its own, empty and migrated, thrown away afterwards), calls `tell` with a line of
progress now and then, and gives a `Figure`. A name that Python keeps for itself has an underscore: `print_.py`.
"""

from quitus.usecases.bench.figures import Figure, Yardstick, peak_memory_mb, seconds
from quitus.usecases.bench.finding import NoSuchBench, find, names

__all__ = ["Figure", "NoSuchBench", "Yardstick", "find", "names", "peak_memory_mb", "seconds"]
