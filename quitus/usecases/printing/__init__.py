"""Printing pass: what they say, a proof that somebody approves, then runs made part by part."""

from quitus.usecases.printing.erasing import erase_delivered, erase_run
from quitus.usecases.printing.looks import draft_of, preview, save_design, worded
from quitus.usecases.printing.making import AT_ONCE, make_run
from quitus.usecases.printing.proofs import approve_proof, make_proof, proof_file, refuse_proof
from quitus.usecases.printing.runs import (
    ask_run,
    download_part,
    download_run,
    part_name,
    record_run,
    resume_run,
    stop_run,
    take_up_run,
)

__all__ = [
    "AT_ONCE",
    "approve_proof",
    "ask_run",
    "download_part",
    "download_run",
    "draft_of",
    "erase_delivered",
    "erase_run",
    "make_proof",
    "make_run",
    "part_name",
    "preview",
    "proof_file",
    "record_run",
    "refuse_proof",
    "resume_run",
    "save_design",
    "stop_run",
    "take_up_run",
    "worded",
]
