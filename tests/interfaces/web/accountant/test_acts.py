"""The accountant visas, counts, agrees and supplies; a refusal is said in words on the page."""

from datetime import date

from django.test import Client

from quitus.domain.distribution import queries
from quitus.domain.distribution.states import ACCOUNTANT
from quitus.domain.vouchers import states
from tests.factories.pages import deliver_on_pages, said
from tests.factories.passes import correct
from tests.factories.stock import make_imprest, ranks
from tests.interfaces.web.accountant.conftest import Desk, at


def test_an_order_is_visaed(accountant: Client, desk: Desk) -> None:
    asked = said(accountant.get(at("visa_order", desk.drafted.pk)))
    assert "Viser la commande 2021-02" in asked
    assert "ne se retire pas" in asked
    assert "Si quelque chose ne va pas" in asked
    done = accountant.post(at("visa_order", desk.drafted.pk), {"revision": 1, "visa_on": "08/12/2021"}, follow=True)
    assert "La commande est visée." in said(done)
    desk.drafted.refresh_from_db()
    assert desk.drafted.state == states.VISAED


def test_a_visa_too_early_or_given_twice_is_refused_in_words(accountant: Client, desk: Desk) -> None:
    early = accountant.post(at("visa_order", desk.drafted.pk), {"revision": 1, "visa_on": "01/05/2021"})
    assert early.status_code == 422
    assert "L'étape précédente de la commande date du 1er juin 2021" in said(early)
    twice = accountant.post(at("visa_order", desk.produced.pk), {"revision": 1, "visa_on": "08/12/2021"})
    assert twice.status_code == 422
    assert "Cette étape vient seulement quand" in said(twice)


def test_a_visa_is_refused_with_a_reason_and_the_order_comes_back_corrected(accountant: Client, desk: Desk) -> None:
    order = desk.drafted
    assert "Refuser le visa" in said(accountant.get(at("order", order.pk)))
    told = {"revision": 1, "refused_on": "08/12/2021", "reason": ""}
    assert accountant.post(at("refuse_visa", order.pk), told).status_code == 422
    done = said(accountant.post(at("refuse_visa", order.pk), told | {"reason": "Trop de pass"}, follow=True))
    assert "Visa refusé : Trop de pass" in done
    assert "Viser la commande" not in said(accountant.get(at("home")))
    correct(desk.stock.team, order, quantity=50)
    asked = said(accountant.get(at("visa_order", order.pk)))
    assert "Depuis le refus du visa" in asked
    assert "Quantité corrigée : 50 pass" in asked
    assert "Visa refusé le" in asked


def test_an_order_corrected_while_its_page_is_open_is_read_again_before_its_visa(
    accountant: Client, desk: Desk
) -> None:
    order = desk.drafted
    assert 'name="revision" value="1"' in said(accountant.get(at("visa_order", order.pk)))
    correct(desk.stock.team, order, quantity=9000, corrected_on=date(2021, 12, 7))
    for view, day in (("visa_order", "visa_on"), ("refuse_visa", "refused_on")):
        again = accountant.post(at(view, order.pk), {"revision": 1, day: "08/12/2021", "reason": "Trop"})
        assert again.status_code == 422
        assert "a été corrigée depuis que vous l'avez ouverte" in said(again)
        assert "soit 9 000 pass" in said(again).replace("\u202f", " ")
        assert 'name="revision" value="2"' in said(again)
    early = said(accountant.post(at("visa_order", order.pk), {"revision": 2, "visa_on": "06/12/2021"}))
    assert "L'étape précédente de la commande date du 7 décembre 2021" in early
    done = accountant.post(at("visa_order", order.pk), {"revision": 2, "visa_on": "08/12/2021"}, follow=True)
    assert "La commande est visée." in said(done)


def test_a_delivery_that_lacks_a_booklet_needs_an_explanation(accountant: Client, desk: Desk) -> None:
    counting, told = at("receive_delivery", desk.produced.pk), {"delivered_on": "09/12/2021", "note": ""}
    refused = deliver_on_pages(accountant, counting, {"missing": "3"}, told)
    assert refused.status_code == 422
    desk.produced.refresh_from_db()
    assert desk.produced.state == states.PRODUCED
    seen = told | {"note": "Carton ouvert à l'arrivée."}
    done = deliver_on_pages(accountant, counting, {"missing": "3"}, seen)
    assert "10 manquants : Carton ouvert" in said(done)
    slip = queries.slips().filter(kind="delivery").first()
    assert slip is not None
    assert slip.count == 90  # type: ignore[attr-defined]
    paper = said(accountant.get(at("slip", slip.pk)))
    assert "Manquants à la livraison" in paper
    mine = queries.holder_of_kind(ACCOUNTANT)
    assert mine is not None
    assert queries.held_by(mine.pk).count == 20 + 90


def test_missing_booklets_that_are_none_of_the_order_are_refused(accountant: Client, desk: Desk) -> None:
    beyond = accountant.post(at("receive_delivery", desk.produced.pk), {"missing": "10-12"})
    assert beyond.status_code == 422
    assert "Les carnets de cette commande vont de 1 à 10" in said(beyond)
    no_range = accountant.post(at("receive_delivery", desk.produced.pk), {"missing": "trois"})
    assert "« trois » n'est pas une plage de numéros" in said(no_range)


def test_the_assent_to_a_regie_lets_the_authority_sign_its_act(accountant: Client, desk: Desk) -> None:
    done = accountant.post(at("assent_to_imprest", desk.proposed.pk), {"assent_on": "10/12/2021"}, follow=True)
    assert "Signer l'acte constitutif" in said(done)
    refused = accountant.post(at("assent_to_imprest", desk.proposed.pk), {"assent_on": "10/12/2021"})
    assert refused.status_code == 422


def test_an_appointment_is_agreed_to_on_its_first_day_at_the_latest(accountant: Client, desk: Desk) -> None:
    address = at("assent_to_appointment", desk.nomination.pk)
    done = accountant.post(address, {"assent_on": "10/12/2021"}, follow=True)
    assert done.redirect_chain == [(at("imprest", desk.stock.imprest.pk), 302)]
    refused = accountant.post(address, {"assent_on": "10/12/2021"})
    assert refused.status_code == 422
    assert "déjà été donné le 10 décembre 2021" in said(refused)


def test_booklets_are_chosen_then_supplied_against_a_slip(accountant: Client, desk: Desk) -> None:
    first = str(ranks(81, 81).first)
    chosen = accountant.post(
        at("supply_safe"), {"to": f"regie-{desk.stock.imprest.pk}", "held": first, "booklets": "1"}
    )
    assert chosen.status_code == 302
    assert queries.slips().filter(kind="supply").count() == 1  # nothing written yet
    asked = said(accountant.get(chosen["Location"]))
    assert "carnet 9, pass 81 à 90" in asked
    assert "plafond" in asked
    done = accountant.post(chosen["Location"], {"occurred_on": "10/12/2021"}, follow=True)
    assert "Bordereau d" in said(done)
    safe = desk.stock.imprest.safe
    assert queries.held_by(safe.pk).count == 30 + 10


def test_all_of_a_range_goes_unless_fewer_booklets_are_asked_and_never_more(accountant: Client, desk: Desk) -> None:
    told = {"to": f"regie-{desk.stock.imprest.pk}", "held": str(ranks(81, 81).first)}
    chosen = accountant.post(at("supply_safe"), told)
    assert f"-{ranks(100, 100).first}" in chosen["Location"]
    some = accountant.post(at("supply_safe"), told | {"ranks": "85, 81-82"})
    asked = said(accountant.get(some["Location"]))
    assert "3 pass sortent de la caisse" in asked
    assert "pass 85" in asked
    refused = accountant.post(at("supply_safe"), told | {"booklets": "3"})
    assert refused.status_code == 422
    assert "autant de carnets" in said(refused)


def supply_of(desk: Desk, first: int, last: int, imprest_id: int | None = None) -> str:
    numbers = ranks(first, last)
    regie = imprest_id or desk.stock.imprest.pk
    return at("confirm_supply", query=f"vers=regie-{regie}&pass={numbers.first}-{numbers.last}")


def test_a_supply_that_may_not_be_is_refused_in_words(accountant: Client, desk: Desk) -> None:
    empty = make_imprest(desk.stock.team)
    for address, occurred_on, words in (
        (supply_of(desk, 71, 80), "10/12/2021", "Ces pass ne sont pas, ou plus"),
        (supply_of(desk, 81, 90), "15/09/2021", "sont arrivés là le 20 septembre 2021"),
        (supply_of(desk, 81, 90, empty.pk), "10/12/2021", "Aucun régisseur ni suppléant"),
    ):
        refused = accountant.post(address, {"occurred_on": occurred_on})
        assert refused.status_code == 422
        assert words in said(refused)
    assert queries.held_by(desk.stock.imprest.safe.pk).count == 30


def test_a_range_that_is_of_no_order_is_refused_on_a_page_of_its_own(accountant: Client, desk: Desk) -> None:
    stray = at("confirm_supply", query=f"vers=regie-{desk.stock.imprest.pk}&pass=1-2")
    assert accountant.get(stray).status_code == 409
    for nonsense in ("vers=regie-x&pass=1-2", "vers=regie-1&pass=2-1", "vers=regie-1&pass=1-5,3", "vers=tous-1&pass=1"):
        assert accountant.get(at("confirm_supply", query=nonsense)).status_code == 404


def test_the_address_of_a_supply_stays_short_with_as_many_ranges_as_a_slip_bears(
    accountant: Client, desk: Desk
) -> None:
    told = {"to": f"regie-{desk.stock.imprest.pk}", "held": str(ranks(81, 81).first)}
    pairs = [f"{rank}-{rank + 1}" for rank in range(1_000_001, 1_000_153, 3)]
    most = accountant.post(at("supply_safe"), told | {"ranks": ", ".join(pairs[:50])})["Location"]
    assert most.count("-") > 50, "each of them is in it"
    slug, path, key = 60, 40, 10  # the longest name of a scheme, a longer path for the authority, a long key
    assert len(most) + slug + path + key < 2_000
    beyond = accountant.post(at("supply_safe"), told | {"ranks": ", ".join(pairs)})
    assert "Un bordereau porte au plus 50 plages." in said(beyond)
