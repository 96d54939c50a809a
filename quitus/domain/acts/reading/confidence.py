"""How sure a reading is, from 0 to 1. It is an order, not a probability: it says what a person should look at first."""

from typing import Final

STATED: Final = 0.95
"""Said in the place made for it, in one way only: « RÉUNION DU 15 MAI 2023 »."""
READ: Final = 0.85
"""Said in clear words, but elsewhere, or in letters."""
LIKELY: Final = 0.7
"""Follows from the words around, or was counted from a list of names."""
DOUBTFUL: Final = 0.5
"""Could be read in two ways, or two passages differ."""
GUESS: Final = 0.3
"""Nothing better was found: check it before anything else."""


def lower(confidence: float, by: float) -> float:
    """A confidence lowered, never under `GUESS`."""
    return round(max(GUESS, confidence - by), 2)


def level(confidence: float) -> str:
    """In one of four words: "sure" from 0.9, "likely" from 0.7, "to_check" from 0.5, "guess" below."""
    for name, least in (("sure", 0.9), ("likely", LIKELY), ("to_check", DOUBTFUL)):
        if confidence >= least:
            return name
    return "guess"
