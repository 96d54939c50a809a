"""Everything that writes to the tables of this room."""

from quitus.domain.operators.operations.files import (
    Counts,
    begin_import,
    drop_file,
    end_import,
    note_progress,
    receive_file,
    record_check,
    record_unreadable,
)
from quitus.domain.operators.operations.layouts import (
    Written,
    forget_venue_name,
    name_venue,
    refuse_unknown_services,
    save_layout,
)
from quitus.domain.operators.operations.rows import (
    Credit,
    Fee,
    Line,
    hold,
    import_credit_notes,
    import_fees,
    import_serials,
    import_uses,
    keep_delivery_rows,
)
from quitus.domain.operators.operations.successions import (
    SerialsTold,
    record_debt_before,
    record_succession,
    take_up_references,
    take_up_serials,
)

__all__ = [
    "Counts",
    "Credit",
    "Fee",
    "Line",
    "SerialsTold",
    "Written",
    "begin_import",
    "drop_file",
    "end_import",
    "forget_venue_name",
    "hold",
    "import_credit_notes",
    "import_fees",
    "import_serials",
    "import_uses",
    "keep_delivery_rows",
    "name_venue",
    "note_progress",
    "receive_file",
    "record_check",
    "record_debt_before",
    "record_succession",
    "record_unreadable",
    "refuse_unknown_services",
    "save_layout",
    "take_up_references",
    "take_up_serials",
]
