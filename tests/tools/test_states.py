"""docs/states.md says what the program does."""

from tools import states


def test_the_page_of_states_is_fresh() -> None:
    assert states.PAGE.read_text(encoding="utf-8") == states.written(), "run .venv/bin/python tools/states.py"


def test_both_shapes_of_a_table_are_read() -> None:
    nested = {"open": {"close": "closed"}, "closed": {}}
    assert states.moves_of(nested) == nested
    assert states.moves_of({("open", "close"): "closed"}) == nested
    assert states.moves_of({"open": "Ouvert"}) is None
    assert states.moves_of("open") is None


def test_every_state_of_a_life_has_a_word_on_screen() -> None:
    missing = [
        f"{life.room}.{life.name}: {state}"
        for room in states.rooms()
        for life in states.lives(room)
        for state in life.moves
        if not life.labels.get(state)
    ]
    assert missing == []
