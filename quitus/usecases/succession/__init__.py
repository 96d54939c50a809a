"""When an operator fails: all that another needs to honour its pass leaves in one archive, and is taken up elsewhere.

The format is documented in docs/formats/succession.md.
"""

from quitus.usecases.succession.entrusting import entrust_orders
from quitus.usecases.succession.making import archive_content, make_archive
from quitus.usecases.succession.reading import Archive, read_archive
from quitus.usecases.succession.repayments import HeldBefore, held_before, record_repayment
from quitus.usecases.succession.taking_up import TakenUp, take_up

__all__ = [
    "Archive",
    "HeldBefore",
    "TakenUp",
    "archive_content",
    "entrust_orders",
    "held_before",
    "make_archive",
    "read_archive",
    "record_repayment",
    "take_up",
]
