"""Everything that writes to the tables of this room."""

from quitus.domain.printing.operations.designs import save_design
from quitus.domain.printing.operations.proofs import approve_proof, keep_proof, refuse_proof
from quitus.domain.printing.operations.runs import (
    ask_run,
    erase_run,
    finish_run,
    note_download,
    note_run_download,
    record_part,
    resume_run,
    stop_run,
)

__all__ = [
    "approve_proof",
    "ask_run",
    "erase_run",
    "finish_run",
    "keep_proof",
    "note_download",
    "note_run_download",
    "record_part",
    "refuse_proof",
    "resume_run",
    "save_design",
    "stop_run",
]
