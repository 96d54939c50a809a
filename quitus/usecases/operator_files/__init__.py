"""Files of operators outside: read through their layout, checked, then imported, each row once."""

from quitus.usecases.operator_files.files import (
    CHECK_JOB,
    IMPORT_JOB,
    check_file,
    download,
    go_on_importing,
    import_file,
    import_or_defer,
    receive_file,
    rejects,
    take_in_file,
)
from quitus.usecases.operator_files.layouts import Headings, Trial, headings, read_headings, save_layout, try_layout
from quitus.usecases.operator_files.reasons import told_problem, told_reason

__all__ = [
    "CHECK_JOB",
    "IMPORT_JOB",
    "Headings",
    "Trial",
    "check_file",
    "download",
    "go_on_importing",
    "headings",
    "import_file",
    "import_or_defer",
    "read_headings",
    "receive_file",
    "rejects",
    "save_layout",
    "take_in_file",
    "told_problem",
    "told_reason",
    "try_layout",
]
