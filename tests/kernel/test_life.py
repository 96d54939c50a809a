import pytest

from quitus.kernel.life import Life, after, before, from_on

DOOR: Life = {
    "planned": {"build": "open", "give_up": "never_built"},
    "open": {"close": "closed"},
    "closed": {"open": "open", "give_up": "walled_up"},
    "never_built": {},
    "walled_up": {},
}


def test_a_verb_leads_where_the_table_says_and_nowhere_else() -> None:
    assert after(DOOR, "open", "close") == "closed"
    assert after(DOOR, "walled_up", "open") is None
    with pytest.raises(KeyError):
        after(DOOR, "ajar", "close")


def test_the_states_in_which_a_verb_may_be_done_come_in_the_order_of_the_table() -> None:
    assert before(DOOR, "give_up") == ["planned", "closed"]
    assert before(DOOR, "repaint") == []


def test_what_can_follow_a_state_begins_with_itself_and_goes_round_once() -> None:
    assert from_on(DOOR, "open") == {"open", "closed", "walled_up"}
    assert from_on(DOOR, "never_built") == {"never_built"}
