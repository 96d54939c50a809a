"""The authority's pages of what orders live through: papers, parts, prolongation, law, exposure."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from quitus.domain.documents import queries as documents
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import LegalOpinion, OperatorContract, Order
from quitus.kernel.clock import at as living
from tests.factories.pages import deliver_on_pages, unseen
from tests.factories.passes import SERIES, Team, confirm, draft, make_order, produce
from tests.factories.people import Person
from tests.factories.stock import ranks

TODAY = date(2022, 1, 10)
PDF = b"%PDF-1.7 exemple"


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    with living(TODAY):
        yield


def said(page: Any) -> str:
    """What a page says, without its tags, every space alike."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def browser(person: Person) -> Client:
    """A browser of its own for somebody."""
    made = Client()
    made.force_login(person.user)
    return made


def to(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


def scan(name: str = "papier.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def test_visa_and_proof_signed_on_paper_are_entered_with_their_scan(anne_s: Client, team: Team) -> None:
    order = draft(team)
    assert "Saisir le visa signé sur papier" in said(anne_s.get(to("order", order.pk)))
    visa = {"revision": 1, "visa_on": "08/01/2022", "signed_by": "Claude Masson"}
    lacking = anne_s.post(to("enter_visa", order.pk), visa)
    assert lacking.status_code == 422
    wrong = anne_s.post(to("enter_visa", order.pk), visa | {"file": SimpleUploadedFile("a.txt", b"bonjour")})
    assert "ni un PDF, ni une image" in said(wrong)
    own = anne_s.post(to("enter_visa", order.pk), visa | {"signed_by": "Anne Lefèvre", "quality": "x", "file": scan()})
    assert "Ce papier est signé de votre nom" in said(own)
    stranger = visa | {"signed_by": "Paule Exemple", "file": scan()}
    assert "indiquez aussi sa qualité" in said(anne_s.post(to("enter_visa", order.pk), stranger))
    both = visa | {"signer": "Claude Masson", "signed_by": "Paule Exemple", "file": scan()}
    assert "Choisissez « Une autre personne »" in said(anne_s.post(to("enter_visa", order.pk), both))
    assert "Dites qui a signé" in said(
        anne_s.post(to("enter_visa", order.pk), {"revision": 1, "visa_on": "08/01/2022", "file": scan()})
    )
    anne_s.post(to("enter_visa", order.pk), {"signer": "Claude Masson", "file": scan()} | visa)
    (kept,) = documents.signed_papers("order", order.pk)
    assert kept.signed_by == "Claude Masson"
    anne_s.post(to("confirm_order", order.pk), {"revision": 1, "confirmed_on": "09/01/2022"})
    awaited = said(anne_s.get(to("order", order.pk)))
    assert "Épreuve attendue de l'opérateur" in awaited
    assert "Donner le bon à tirer" not in awaited
    proof = {"approved_on": "10/01/2022", "signed_by": "Anne Lefèvre", "file": scan()}
    done = anne_s.post(to("enter_proof", order.pk), proof, follow=True)
    assert "Bon à tirer donné par Anne Lefèvre" in said(done)
    order.refresh_from_db()
    assert order.state == states.PROOFED


def test_a_delivery_in_parts_says_what_is_still_awaited(anne_s: Client, team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    counting, part = to("receive_delivery", order.pk), {"received": "1-3, 5", "surplus_count": "2"}
    seen: dict[str, object] = {"delivered_on": "09/01/2022", "note": ""}
    assert "écrivez ce qui a été constaté" in said(deliver_on_pages(anne_s, counting, part, seen))
    told = seen | {"note": "Deux pass d'essai, repris", "slip_reference": "BL-12"}
    shown = said(deliver_on_pages(anne_s, counting, part, told))
    assert "Livraisons : 60 pass encore attendus" in shown
    assert "carnets 1 à 3, carnet 5" in shown
    assert "Enregistrer le reste de la livraison" in shown
    early = browser(team.finance).get(to("activate_order", order.pk))
    assert early.status_code == 409
    assert "Il manque encore 60 pass" in said(early)
    assert "Revenir à la commande" in said(early)
    assert "BL-12" in shown
    again = deliver_on_pages(anne_s, counting, {"received": "3"}, seen)
    assert "ont déjà été comptés" in said(again)
    deliver_on_pages(anne_s, counting, {}, seen | {"file": scan(), "signer": "Claude Masson"})
    assert queries.order(order.pk).state == states.DELIVERED
    assert anne_s.get(counting).status_code == 409


def test_single_pass_that_lack_in_a_booklet_are_told_with_the_sum_before_it_is_recorded(
    anne_s: Client, team: Team
) -> None:
    order = produce(team, confirm(team, draft(team)))
    counting, seen = to("receive_delivery", order.pk), {"delivered_on": "09/01/2022", "note": "Carnet 6 incomplet"}
    beyond = anne_s.post(counting, {"absent": "101"})
    assert "Les carnets de cette commande vont de 1 à 10, ses pass de 1 à 100." in said(beyond)
    part = anne_s.post(counting, {"received": "1-6", "missing": "", "absent": "57, 59-60", "absent_are": "awaited"})
    shown = said(part)
    assert "Vous comptez 5 carnets et 7 pass seuls, soit 57 pass, inactifs jusqu'au mandat." in shown
    assert "sinon sa signature reste attendue" in shown
    assert "Reçus 5 carnets et 7 pass seuls, soit 57 pass" in shown
    assert "Encore attendus ensuite 4 carnets et 3 pass seuls, soit 43 pass" in shown
    assert "Différence avec ce qui était attendu 43 pass de moins" in shown
    assert queries.awaited(order) == [ranks(1, 100)], "nothing is written by looking"
    shown = said(anne_s.post(counting, unseen(part) | seen, follow=True))
    assert "Livraisons : 43 pass encore attendus" in shown
    assert "Livraison comptée : 57 pass, prise en charge attendue du comptable" in shown
    last = anne_s.post(counting, {"absent": "57, 59", "absent_are": "never", "surplus_count": "1"})
    shown = said(last)
    assert "Ne viendront pas, annulés 2 pass" in shown
    assert "2 pass de moins, 1 pass de trop" in shown
    paper = seen | {"file": scan(), "signed_by": "Claude Masson"}
    assert "98 2 manquants : Carnet 6 incomplet" in said(anne_s.post(counting, unseen(last) | paper, follow=True))
    assert queries.counts_by_mark(order.pk) == {"plain": 98, "cancelled": 2}


def test_a_count_that_is_none_records_no_delivery(anne_s: Client, team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    none: dict[str, object] = {"came": "", "never": "", "surplus": "0", "delivered_on": "09/01/2022"}
    wrong = [({"surplus": ""}, 404), ({"came": "x"}, 404), ({"surplus": "9" * 5000}, 404), ({"came": "1-2"}, 409)]
    for told, code in [*wrong, ({}, 409)]:
        assert anne_s.post(to("receive_delivery", order.pk), none | told).status_code == code, told
    assert queries.awaited(order) == [ranks(1, 100)]


def test_a_count_of_many_ranges_is_confirmed_or_typed_again_with_nothing_lost(anne_s: Client, team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    counting, odd = to("receive_delivery", order.pk), ", ".join(str(rank) for rank in range(1, 98, 2))
    shown = anne_s.post(counting, {"absent": odd, "absent_are": "awaited", "surplus_count": "3"})
    again = anne_s.post(counting, unseen(shown) | {"again": "1", "note": "x"}).context["form"]
    assert [again[name].value() for name in ("absent", "absent_are", "surplus_count")] == [odd, "awaited", "3"]
    assert queries.awaited(order) == [ranks(1, 100)]
    seen = {"delivered_on": "09/01/2022", "note": "Carnets ouverts"}
    assert "49 pass encore attendus" in said(anne_s.post(counting, unseen(shown) | seen, follow=True))
    late = anne_s.post(counting, unseen(shown) | seen)
    assert "ont déjà été comptés" in said(late)


def test_an_order_is_prolonged_by_an_act(anne_s: Client, team: Team) -> None:
    order = make_order(team)
    facts = {"valid_until": "31/12/2023", "act_reference": "2022-12", "decided_on": "10/01/2022", "reason": "Retard"}
    assert "Indiquez un jour plus tard." in said(anne_s.post(to("prolong_order", order.pk), facts))
    shown = said(anne_s.post(to("prolong_order", order.pk), facts | {"valid_until": "30/06/2024"}, follow=True))
    assert "Prolongations" in shown
    assert "2022-12" in shown
    assert "acceptés par les lieux jusqu'au 30 juillet 2024" in shown


def test_restrictions_are_chosen_and_shown(anne_s: Client, team: Team) -> None:
    order = {
        "number": "2022-01", "operator_contract": team.contract.pk, "payer": "operator", "booklets": "5",
        "booklet_size": "10", "face_value_cents": "10,00", "valid_until": "31/12/2023", "drafted_on": "10/01/2022",
        "territory": "62, 59000", "services": ["emploi"], "publics": ["rsa"],
    }  # fmt: skip
    wrong = anne_s.post(to("new_order"), order | {"territory": "Lens"})
    assert "« Lens » n'est ni un département ni un code postal." in said(wrong)
    shown = said(anne_s.post(to("new_order"), order, follow=True))
    assert "59000, 62" in shown
    assert "Insertion professionnelle via le numérique" in shown
    assert "Bénéficiaires du RSA" in shown
    assert "Restrictions Aucune" in said(anne_s.get(to("order", draft(team, "2022-02").pk)))


def test_no_page_of_an_order_opens_on_what_would_be_refused(anne_s: Client, team: Team) -> None:
    order = draft(team)
    for view in (
        "confirm_order",
        "enter_proof",
        "produce_order",
        "receive_delivery",
        "prolong_order",
        "close_order",
        "block_range",
    ):
        shown = anne_s.get(to(view, order.pk))
        assert shown.status_code == 409, view
        assert "Ce n'est pas possible pour l'instant" in said(shown)
    assert anne_s.get(to("cancel_order", order.pk)).status_code == 200


def test_the_law_of_self_issue_is_an_opinion_then_an_assent(anne_s: Client, team: Team) -> None:
    assert "[?] en droit" in said(anne_s.get(to("opinions")))
    facts = {"reference": "AJ-2022-3", "author": "Service juridique", "given_on": "05/01/2022", "note": ""}
    anne_s.post(to("new_opinion"), facts | {"is_favourable": "yes", "file": scan("avis.pdf")})
    opinion = LegalOpinion.objects.get()
    assert anne_s.get(to("opinion_file", opinion.pk)).content == PDF
    accountant = browser(team.accountant)
    assent = reverse("accountant:assent", args=["essai", opinion.pk])
    assert "Donner votre accord" in said(accountant.get(reverse("accountant:home", args=["essai"])))
    assert "AJ-2022-3" in said(accountant.get(reverse("accountant:opinions", args=["essai"])))
    assert accountant.get(reverse("accountant:opinion_file", args=["essai", opinion.pk])).content == PDF
    done = accountant.post(assent, {"assent_on": "08/01/2022"}, follow=True)
    assert "Accord donné" in said(done)
    twice = {"assent_on": "08/01/2022", "signed_by": "Claude Masson", "file": scan()}
    assert "est déjà donné" in said(anne_s.post(to("enter_opinion_assent", opinion.pk), twice))


def test_exposure_is_told_at_any_date_on_the_page_and_in_files(anne_s: Client, team: Team) -> None:
    with living(date(2021, 10, 4)):
        make_order(team)
    shown = said(anne_s.get(to("exposure")))
    for told in ("2021-01", "Cartopass (exemple)", "1 000,00 €", "40,00 €"):
        assert told in shown
    before = said(anne_s.get(to("exposure") + "?au=03/10/2021"))
    assert "Aucune commande d'un opérateur n'était active ce jour-là." in before
    later = said(anne_s.get(to("exposure") + "?au=03/10/2031"))
    assert "Cette date n'est pas encore passée." in later
    written = anne_s.get(to("exposure") + "?format=csv").content.decode()
    assert "1000,00" in written
    book = anne_s.get(to("exposure") + "?format=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert any(row[:2] == ["2021-01", "Cartopass (exemple)"] and 1000.0 in row for row in rows)


def test_what_a_contract_without_avoir_leaves_is_told_until_the_statement(team: Team) -> None:
    with living(date(2021, 10, 4)):
        make_order(team)
    waits = "dernier jour passé, sans avoir : état contradictoire attendu"
    with living(date(2024, 6, 1)):
        assert waits not in said(browser(team.anne).get(to("exposure")))
        OperatorContract.objects.filter(pk=team.contract.pk).update(credit_note="nothing")
        shown = said(browser(team.anne).get(to("exposure")))
        assert waits in shown
        assert "Payé, non utilisé" in shown
        before = said(browser(team.anne).get(to("exposure") + "?au=05/10/2021"))
        assert waits not in before, "they can still be used"


def test_pages_of_orders_cost_the_same_whatever_their_number(anne_s: Client, team: Team) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for view in ("orders", "exposure", "opinions", "contracts"):
            with CaptureQueriesContext(connection) as captured:
                assert anne_s.get(to(view)).status_code == 200
            found[view] = len(captured)
        with CaptureQueriesContext(connection) as captured:
            assert anne_s.get(to("contract", team.contract.pk)).status_code == 200
        return found | {"contract": len(captured)}

    make_order(team)
    _opine("AJ-1", team)
    costs()
    few = costs()
    for rank in range(2):
        make_order(team, f"2022-{rank}", 100, SERIES + 1 + rank)
        _opine(f"AJ-2-{rank}", team)
    assert costs() == few


def test_nobody_else_reads_what_operators_hold(team: Team) -> None:
    for person in (team.printer, team.accountant, team.dado):
        assert browser(person).get(to("exposure")).status_code == 404
    assert Order.objects.count() == 0


def _opine(reference: str, team: Team) -> None:
    LegalOpinion.objects.create(
        scheme=team.scheme, reference=reference, author="Service juridique", given_on=TODAY, is_favourable=True,
        file_name="avis.pdf", sha256="a" * 64, media_type="application/pdf", size=12,
    )  # fmt: skip


def test_what_the_authority_issues_itself_waits_for_the_assent_and_is_engaged_not_paid(
    anne_s: Client, team: Team
) -> None:
    order = draft(team, operator_contract_id=None)
    vouchers.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=date(2021, 6, 8))
    shown = anne_s.get(to("confirm_order", order.pk))
    assert shown.status_code == 409
    assert "avis juridique" in said(shown)
    Order.objects.filter(pk=order.pk).update(
        state=states.DELIVERED, confirmed_on=TODAY, proof_on=TODAY, proof_by="Anne", series=SERIES, produced_on=TODAY,
        delivered_on=TODAY, delivered_count=100,
    )  # fmt: skip
    asked = said(browser(team.finance).get(to("activate_order", order.pk)))
    assert "Montant engagé" in asked
    assert "Numéro d'engagement" in asked
    assert "Payé à" not in asked
