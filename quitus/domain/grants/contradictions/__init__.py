"""The contradiction finder: what texts state, compared with what follows from them. Pure: plain data in and out."""

from quitus.domain.grants.contradictions.find import find
from quitus.domain.grants.contradictions.finding import ANSWERS, CONTRADICTION, EXPLAINED, GAP, GRADES, Finding, Told
from quitus.domain.grants.contradictions.frame import Frame
from quitus.domain.grants.contradictions.unchecked import unchecked

__all__ = ["ANSWERS", "CONTRADICTION", "EXPLAINED", "GAP", "GRADES", "Finding", "Frame", "Told", "find", "unchecked"]
