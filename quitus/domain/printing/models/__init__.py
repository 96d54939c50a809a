"""Tables of what pass look like, of the proofs that were approved, and of what was printed."""

from quitus.domain.printing.models.designs import PrintDesign, Proof
from quitus.domain.printing.models.runs import PrintPart, PrintRun

__all__ = ["PrintDesign", "PrintPart", "PrintRun", "Proof"]
