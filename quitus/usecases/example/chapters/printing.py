"""What the pass of the example say, and the proof of the fourth order, which waits to be read again."""

from dataclasses import replace
from datetime import date

from quitus.usecases import printing
from quitus.usecases.example.stage import Diary, Stage

WRITTEN_ON = date(2021, 10, 26)
PROOF_MADE_ON = date(2023, 5, 11)
PHONE = "03 53 01 00 00 (exemple)"
"""Among the numbers that are given to nobody, for works of fiction (ARCEP, decision 2018-0881)."""


def write(diary: Diary) -> None:
    """Written before the first order was produced; proofs of the first three were signed on paper."""
    diary.on(WRITTEN_ON, write_design)
    diary.on(PROOF_MADE_ON, make_proof)


def write_design(stage: Stage) -> None:
    """The words that are proposed, with a phone number that rings nowhere."""
    draft = replace(printing.worded("le Département"), phone=PHONE, phone_hours="du lundi au vendredi, de 9 h à 17 h")
    printing.save_design(by=stage.by("responsable"), draft=draft)


def make_proof(stage: Stage) -> None:
    """The operator prepares the proof of the order confirmed two days before."""
    printing.make_proof(by=stage.by("operateur"), order_id=stage.ids["order 4"])
