"""Files of operators outside: read through their layout, checked, then imported, each row once."""

from quitus.usecases.operator_files.files import (
    check_file,
    check_later,
    download,
    import_file,
    import_later,
    receive_file,
    rejects,
)
from quitus.usecases.operator_files.layouts import Trial, headings, save_layout, try_layout

__all__ = [
    "Trial",
    "check_file",
    "check_later",
    "download",
    "headings",
    "import_file",
    "import_later",
    "receive_file",
    "rejects",
    "save_layout",
    "try_layout",
]
