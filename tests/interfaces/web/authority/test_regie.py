"""The authority's pages of the régie, of its points and people, and of mandated bodies."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import Appointment, DistributionPoint, Imprest, ImprestAmendment, SubRegie
from quitus.domain.documents.models import SignedPaper
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Scheme
from quitus.interfaces.web.layout.words import told
from quitus.kernel.clock import at as living
from quitus.kernel.operation import unbroken
from tests.factories.passes import Team
from tests.factories.people import make_person
from tests.factories.schemes import make_organisation
from tests.factories.stock import appoint, make_imprest, make_point, make_terms

TODAY = date(2022, 1, 10)
ACT = {
    "name": "Régie Pass", "purpose": "Distribuer les pass", "allowed": ["hand_out", "open_points"],
    "ceiling_cents": "60 000,00", "cash_ceiling_cents": "", "periodicity": "monthly",
    "address": "1 place de l'Exemple", "accounting_office": "Paierie (exemple)",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    with living(TODAY):
        yield


def to(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


def text(page: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def scan(name: str = "avis.pdf", content: bytes = b"%PDF-1.7 avis") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def finance_s(team: Team) -> Client:
    browser = Client()
    browser.force_login(team.finance.user)
    return browser


@pytest.fixture
def accountant_s(team: Team) -> Client:
    browser = Client()
    browser.force_login(team.accountant.user)
    return browser


def test_a_regie_is_proposed_opened_and_peopled(anne_s: Client, finance_s: Client, team: Team) -> None:
    finance_s.post(to("new_imprest"), ACT)
    imprest = Imprest.objects.get()
    assert "Régie proposée au comptable : Régie Pass" in text(anne_s.get(to("imprest", imprest.pk)))
    anne_s.post(to("rewrite_imprest", imprest.pk), ACT | {"ceiling_cents": "50 000,00"})
    assert queries.imprest(imprest.pk).ceiling_cents == 50_000_00
    opening = {"act_reference": "2022-R-1", "constituted_on": "10/01/2022"}
    assert "L'avis conforme du comptable manque." in text(anne_s.post(to("open_imprest", imprest.pk), opening))
    operations.assent_to_imprest(by=team.accountant.actor, imprest_id=imprest.pk, assent_on=TODAY)
    assert "Ouvrir la régie" in text(anne_s.get(to("home")))
    anne_s.post(to("open_imprest", imprest.pk), opening)
    point = {"name": "Lens", "commune": "Lens", "organisation_name": "", "address": "", "opened_on": "10/01/2022"}
    anne_s.post(to("new_point", imprest.pk), point)
    assert "Un point de distribution s'appelle déjà « Lens »" in text(anne_s.post(to("new_point", imprest.pk), point))
    named = {
        "kind": "agent", "user_id": team.dado.user.pk, "point_id": DistributionPoint.objects.get().pk,
        "act_reference": "2022-N-1", "starts_on": "11/01/2022", "ends_on": "",
    }  # fmt: skip
    anne_s.post(to("appoint", imprest.pk), named)
    made = Appointment.objects.get()
    wrong = anne_s.post(to("appoint", imprest.pk), named | {"kind": "substitute", "point_id": ""})
    assert "Un suppléant est nommé pour deux mois au plus." in text(wrong)
    said = text(anne_s.get(to("imprest", imprest.pk)))
    assert "Dado Delattre" in said
    assert "Avis du comptable attendu" in said
    anne_s.post(to("end_appointment", made.pk), {"ends_on": "31/01/2022"})
    made.refresh_from_db()
    assert made.ends_on == date(2022, 1, 31)
    (opened,) = audit.thread("point", DistributionPoint.objects.get().pk)
    assert told(opened) == "Point de distribution ouvert : Lens"
    assert [told(entry) for entry in audit.thread("appointment", made.pk)] == [
        "Nomination proposée au comptable : Dado Delattre, Mandataire",
        "Fin d'une nomination : Dado Delattre, Mandataire",
    ]
    anne_s.post(to("close_imprest", imprest.pk), {"closed_on": "10/01/2022", "closing_reference": "2022-R-2"})
    imprest.refresh_from_db()
    assert imprest.state == "closed"


def test_what_an_act_cannot_say_is_told_under_its_field(anne_s: Client) -> None:
    refused = anne_s.post(to("new_imprest"), ACT | {"cash_ceiling_cents": "300,00"})
    assert refused.status_code == 422
    assert "cash_ceiling_cents" in refused.context["form"].errors


def test_the_accountants_assent_on_paper_is_entered_with_its_scan(anne_s: Client, accountant_s: Client) -> None:
    anne_s.post(to("new_imprest"), ACT)
    imprest = Imprest.objects.get()
    address = to("enter_assent", "imprest", imprest.pk)
    assert "Saisir l'avis du comptable" in text(anne_s.get(address))
    said = {"signed_by": "M. Exemple", "quality": "fondé de pouvoir", "assent_on": "07/01/2022"}
    wrong = anne_s.post(address, said | {"file": scan("avis.txt", b"rien")})
    assert "ni un PDF, ni une image" in text(wrong)
    own = said | {"signed_by": "Anne Lefèvre", "file": scan()}
    assert "Ce papier est signé de votre nom" in text(anne_s.post(address, own))
    assert "indiquez aussi sa qualité" in text(anne_s.post(address, said | {"quality": "", "file": scan()}))
    assert anne_s.post(address, said | {"file": scan()}).status_code == 302
    paper = SignedPaper.objects.get()
    page = text(anne_s.get(to("imprest", imprest.pk)))
    assert all(
        said in page for said in ("Avis sur l'acte constitutif", "M. Exemple, fondé de pouvoir", "7 janvier 2022")
    )
    assert anne_s.get(to("signed_paper", paper.pk)).content == b"%PDF-1.7 avis"
    seen = accountant_s.get(reverse("accountant:signed_paper", args=["essai", paper.pk]))
    assert seen["Content-Disposition"] == 'attachment; filename="avis.pdf"'
    assert anne_s.get(to("enter_assent", "friend", imprest.pk)).status_code == 404


def test_an_act_is_amended_from_the_first_word_to_the_day_it_holds(
    anne_s: Client, finance_s: Client, accountant_s: Client, team: Team
) -> None:
    imprest = make_imprest(team)
    form = anne_s.get(to("amend_imprest", imprest.pk)).context["form"]
    said = {name: form[name].value() or "" for name in form.fields} | {"ceiling_cents": "80 000,00"}
    anne_s.post(to("amend_imprest", imprest.pk), said | {"reason": "Plus de points"})
    made = ImprestAmendment.objects.get()
    page = text(finance_s.get(to("imprest_amendment", made.pk)))
    assert re.search(r"Plafond de valeurs .{0,20}60 000,00 € .{0,20}80 000,00 €", page)
    assert "Donner votre avis sur un avenant" in text(accountant_s.get(reverse("accountant:home", args=["essai"])))
    assent = reverse("accountant:assent_to_imprest_amendment", args=["essai", made.pk])
    assert "80 000,00 €" in text(accountant_s.get(assent))
    accountant_s.post(assent, {"assent_on": "10/01/2022"})
    assert "Signer l'avenant à l'acte de la régie" in text(anne_s.get(to("home")))
    signed = {"act_reference": "2022-R-3", "adopted_on": "10/01/2022", "starts_on": "01/02/2022"}
    finance_s.post(to("adopt_imprest_amendment", made.pk), signed)
    assert "Prend effet le 1er février 2022" in text(anne_s.get(to("imprest", imprest.pk)))
    assert "60 000,00 €" in text(anne_s.get(to("imprests")))
    with living(date(2022, 2, 1)):
        listed = text(anne_s.get(to("imprests")))
    assert "80 000,00 €" in listed
    assert "60 000,00 €" not in listed
    assert [queries.ceiling_on(imprest.pk, on) for on in (TODAY, date(2022, 2, 1))] == [60_000_00, 80_000_00]
    assert anne_s.get(to("withdraw_imprest_amendment", made.pk)).status_code == 200


def test_a_point_becomes_a_sous_regie_then_closes(anne_s: Client, accountant_s: Client, team: Team) -> None:
    imprest = make_imprest(team)
    point = make_point(team, imprest)
    anne_s.post(to("new_sub_regie", point.pk), {"ceiling_cents": "500,00"})
    sub_regie = SubRegie.objects.get()
    assent = reverse("accountant:assent_to_sub_regie", args=["essai", sub_regie.pk])
    assert "Donner l'avis conforme sur la sous-régie" in text(accountant_s.get(assent))
    accountant_s.post(assent, {"assent_on": "10/01/2022"})
    anne_s.post(to("open_sub_regie", sub_regie.pk), {"act_reference": "2022-SR", "adopted_on": "10/01/2022"})
    assert "Plafond de la sous-régie 500,00 €" in text(anne_s.get(to("distribution_point", point.pk)))
    assert "500,00 €" in text(anne_s.get(to("imprest", imprest.pk)))
    anne_s.post(to("close_sub_regie", sub_regie.pk), {"closed_on": "10/01/2022"})
    anne_s.post(to("close_point", point.pk), {"closed_on": "10/01/2022"})
    assert "Fermé" in text(anne_s.get(to("distribution_point", point.pk)))


def test_an_appointment_tells_what_is_owed_and_shows_the_handover(anne_s: Client, team: Team) -> None:
    imprest = make_imprest(team)
    appoint(team, imprest, team.holder.user.pk, "holder", ends_on=date(2021, 12, 31))
    appoint(team, imprest, team.dado.user.pk, "holder", starts_on=date(2022, 1, 1))
    made = Appointment.objects.get(user=team.dado.user)
    said = text(anne_s.get(to("appointment", made.pk)))
    assert f"Succède à {team.holder.user.full_name}" in said
    assert "Régisseur : répond du coffre" in said


def test_a_body_is_mandated_peopled_and_accountable(anne_s: Client, accountant_s: Client, team: Team) -> None:
    body = make_organisation("Mission locale (exemple)", kinds.OTHER)
    mona = make_person(team.scheme, "Mona Leroy", "handout_agent", body)
    said = {
        "body_id": body.pk, "purpose": "Remettre des pass", "ceiling_cents": "500,00", "starts_on": "01/10/2020",
        "ends_on": "30/09/2022", "remuneration_cents": "", "accounts_every_months": "12", "accounts_within_days": "30",
    }  # fmt: skip
    assert anne_s.post(to("new_mandate"), said | {"ends_on": "01/01/2020"}).status_code == 422
    anne_s.post(to("new_mandate"), said)
    (mandate,) = queries.mandate_conventions()
    anne_s.post(to("rewrite_mandate", mandate.pk), said | {"purpose": "Remettre des pass à Lens"})
    accountant_s.post(reverse("accountant:assent_to_mandate", args=["essai", mandate.pk]), {"assent_on": "10/01/2022"})
    assert "Signer la convention de mandat" in text(anne_s.get(to("home")))
    anne_s.post(to("sign_mandate", mandate.pk), {"act_reference": "2022-CM-1", "signed_on": "10/01/2022"})
    point = {"name": "Lens", "commune": "Lens", "organisation_name": "", "address": "", "opened_on": "10/01/2022"}
    anne_s.post(to("new_mandated_point", mandate.pk), point)
    offered = anne_s.get(to("name_mandated_person", mandate.pk)).context["form"].fields["user_id"].choices
    assert [choice[0] for choice in offered] == ["", mona.user.pk]
    named = {"user_id": mona.user.pk, "point_id": "", "reference": "Courrier", "starts_on": "10/01/2022", "ends_on": ""}
    anne_s.post(to("name_mandated_person", mandate.pk), named)
    assert queries.points_of(mona.user.pk, TODAY) == list(DistributionPoint.objects.all())
    page = text(anne_s.get(to("mandate", mandate.pk)))
    assert re.search(r"Mona Leroy .{0,20}Partout .{0,20}Courrier .{0,20}10 janvier 2022", page)
    assert "Mona Leroy" in text(anne_s.get(to("distribution_point", DistributionPoint.objects.get().pk)))
    assert "Recevoir le compte de" in text(anne_s.get(to("home")))
    account = {"period_from": "2020-10-01", "rendered_on": "10/01/2022", "signed_by": "Mme Exemple", "note": ""}
    assert anne_s.post(to("render_account", mandate.pk), account | {"file": scan("compte.pdf")}).status_code == 302
    assert "Rendu" in text(accountant_s.get(reverse("accountant:mandate", args=["essai", mandate.pk])))
    (person,) = queries.mandated_people(mandate.pk)
    anne_s.post(to("end_mandated_person", person.pk), {"ends_on": "10/01/2022"})
    anne_s.post(to("close_mandate", mandate.pk), {"closed_on": "10/01/2022"})
    assert "Close" in text(anne_s.get(to("mandates")))


def test_lists_and_pages_of_the_regie_cost_the_same_whatever_their_size(
    anne_s: Client, accountant_s: Client, team: Team
) -> None:
    with unbroken():
        imprest = make_imprest(team)
        appoint(team, imprest, team.holder.user.pk, "holder")
        body = make_organisation("Mission locale (exemple)", kinds.OTHER)

    def grow(rank: int) -> None:
        with unbroken():
            operations.propose_imprest(by=team.anne.actor, name=f"Régie {rank}", terms=make_terms())
            point = make_point(team, imprest, f"Point {rank}")
            appoint(team, imprest, team.dado.user.pk, "agent", point=point)
            operations.propose_mandate(
                by=team.anne.actor, body_id=body.pk, purpose="Essai", ceiling_cents=1, starts_on=TODAY, ends_on=TODAY
            )

    def costs() -> list[int]:
        found = []
        for browser, address in (
            (anne_s, to("imprests")),
            (anne_s, to("imprest", imprest.pk)),
            (anne_s, to("mandates")),
            (accountant_s, reverse("accountant:mandates", args=["essai"])),
            (accountant_s, reverse("accountant:imprest", args=["essai", imprest.pk])),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            found.append(len(captured))
        return found

    grow(1)
    costs()
    few = costs()
    for rank in (2, 3, 4):
        grow(rank)
    assert costs() == few
