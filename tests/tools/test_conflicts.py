from quitus.domain.redemption import conflict_rules
from tools import conflicts


def test_the_page_of_conflicts_says_what_is_executed() -> None:
    assert conflicts.main(["--check"]) == 0
    page = conflicts.written()
    assert all(f"`{found}`" in page for found in conflict_rules.TABLE)
