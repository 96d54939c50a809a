"""Who opens which of the authority's pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.people import Person
from tests.interfaces.web.authority.conftest import World

# View, and the things of the world its address names.
EVERYBODY = [
    ("home", ()),
    ("convention", ()),
    ("convention_text", ()),
    ("convention_lacks", ()),
    ("parties", ()),
    ("annexes", ()),
    ("originals", ()),
    ("amendment_lacks", ("amendment",)),
    ("amendment_originals", ("amendment",)),
    ("obligations", ()),
    ("obligation", ("obligation",)),
    ("amendment", ("amendment",)),
    ("acts", ()),
    ("deliberation", ("act",)),
    ("budget", ()),
    ("spending", ("spending",)),
    ("join_evidence", ("spending",)),
    ("evidence", ("evidence",)),
    ("engineering", ()),
    ("financing_plan", ()),
    ("markets", ()),
    ("market", ("market",)),
    ("instalments", ()),
    ("instalment", ("instalment",)),
]
MANAGER = [
    ("draft_deliberation", ()),
    ("revise_deliberation", ("act",)),
    ("record_opinion", ("act",)),
    ("call_sitting", ("act",)),
    ("record_vote", ("act",)),
    ("record_transmission", ("act",)),
    ("record_acknowledgement", ("act",)),
    ("record_publication", ("act",)),
    ("withdraw_deliberation", ("act",)),
    ("draft_convention", ()),
    ("attach_deliberation", ()),
    ("new_article", ()),
    ("write_article", ("=2",)),
    ("parameters", ()),
    ("set_parameter", ("=state_share_per_mille",)),
    ("sign_convention", ("=authority",)),
    ("enter_convention", ()),
    ("add_party", ()),
    ("give_power", ()),
    ("new_annex", ()),
    ("join_original", ("=authority",)),
    ("add_obligation", ()),
    ("settle_obligation", ("obligation",)),
    ("draft_amendment", ()),
    ("attach_amendment_deliberation", ("amendment",)),
    ("amend_articles", ("amendment",)),
    ("amend_parameters", ("amendment",)),
    ("add_article", ("amendment",)),
    ("amend_article", ("amendment", "=6")),
    ("amend_parameter", ("amendment", "=budget_cents")),
    ("move_obligation", ("amendment",)),
    ("owe_more", ("amendment",)),
    ("sign_amendment", ("amendment", "=funder")),
    ("enter_amendment", ("amendment",)),
    ("state_effect", ("amendment",)),
    ("amend_annexes", ("amendment",)),
    ("add_annex", ("amendment",)),
    ("repeal_article", ("amendment", "=6")),
    ("repeal_annex", ("amendment", "=1")),
    ("leave_unchanged", ("amendment", "=article", "=2")),
    ("join_amendment_original", ("amendment", "=funder")),
    ("annul_amendment", ("amendment",)),
    ("commit_spending", ()),
    ("record_invoice", ("spending",)),
    ("reverse_spending", ("spending",)),
    ("plan_budget_line", ()),
    ("notify_market", ()),
    ("plan_instalment", ()),
    ("claim_instalment", ("instalment",)),
]
FINANCE = [("record_mandat", ("spending",)), ("record_payment", ("spending",)), ("receive_instalment", ("instalment",))]


def arguments(world: World, names: tuple[str, ...]) -> list[object]:
    return [name[1:] if name.startswith("=") else getattr(world, name).pk for name in names]


def test_each_role_opens_its_pages_and_is_told_whose_the_others_are(
    world: World, at: Callable[..., str], as_anne: Client, as_farid: Client
) -> None:
    for view, names in EVERYBODY + MANAGER + FINANCE:
        url = at(view, *arguments(world, names))
        expected = {
            "anne": 403 if (view, names) in FINANCE else 200,
            "farid": 403 if (view, names) in MANAGER else 200,
        }
        assert {"anne": as_anne.get(url).status_code, "farid": as_farid.get(url).status_code} == expected, view


@pytest.mark.parametrize("who", ["dado", "lina", "zoe"])
def test_to_anybody_else_there_is_nothing_here(
    who: str, world: World, at: Callable[..., str], client: Client, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(who)
    client.force_login(person.user)
    for view, names in EVERYBODY + MANAGER + FINANCE:
        assert client.get(at(view, *arguments(world, names))).status_code == 404, view


def test_a_visitor_is_asked_to_sign_in(world: World, at: Callable[..., str], client: Client) -> None:
    assert "/compte/" in client.get(at("convention")).headers["Location"]


def test_what_does_not_exist_is_not_found(world: World, at: Callable[..., str], as_anne: Client) -> None:
    for view in ("deliberation", "amendment", "obligation", "spending", "evidence", "market", "instalment"):
        assert as_anne.get(at(view, 999_999)).status_code == 404, view
    for view, *names in (
        ("write_article", "99"),
        ("set_parameter", "colour"),
        ("sign_convention", "prefet"),
        ("join_original", "prefet"),
        ("write_annex", "99"),
        ("annex_file", "0" * 64),
        ("name_party", 999_999),
        ("end_power", 999_999),
        ("original", 999_999),
        ("leave_unchanged", world.amendment.pk, "chapitre", "2"),
        ("leave_unchanged", world.amendment.pk, "parametre", "colour"),
        ("amend_article", world.amendment.pk, "99"),
        ("amend_parameter", world.amendment.pk, "colour"),
    ):
        assert as_anne.get(at(view, *names)).status_code == 404, view
