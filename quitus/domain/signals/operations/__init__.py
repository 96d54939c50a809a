"""Signals: found by a job, looked at and decided on by people."""

from quitus.domain.signals.operations.deciding import (
    answer_signal,
    ask_venue,
    decide_on_signal,
    follow_up_signal,
    take_up_signal,
)
from quitus.domain.signals.operations.looking import Looked, look_for_signals
from quitus.domain.signals.operations.thresholds import set_thresholds

__all__ = [
    "Looked",
    "answer_signal",
    "ask_venue",
    "decide_on_signal",
    "follow_up_signal",
    "look_for_signals",
    "set_thresholds",
    "take_up_signal",
]
