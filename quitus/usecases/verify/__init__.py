"""The proof that the books are right: every invariant, on the whole database, reading only.

Each check is one statement of SQL that finds the lines at fault (or, for frozen figures, a computation done again); it
holds when it finds none. Run as the role `reader`, which sees all schemes and writes nothing.
"""

from quitus.usecases.verify.check import Check, Fault
from quitus.usecases.verify.run import CHECKS, COUNT, look, run

__all__ = ["CHECKS", "COUNT", "Check", "Fault", "look", "run"]
