"""The money, page by page: plan, market, spending with its evidence, instalments."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quitus.domain.budget import rules
from quitus.domain.budget.models import Evidence, Instalment, Market, Spending
from tests.factories.people import Person
from tests.factories.texts import sign_amendment
from tests.interfaces.web.authority.conftest import PDF, World

At = Callable[..., str]


def say(client: Client, url: str, status: int = 200, **typed: Any) -> str:
    answer = client.post(url, typed, follow=True)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_a_spending_goes_from_its_commitment_to_its_payment(
    world: World, at: At, as_anne: Client, as_farid: Client
) -> None:
    say(
        as_anne,
        at("commit_spending"),
        line_id=world.line.pk,
        title="Formation des prescripteurs",
        supplier_name="Atelier du Nord",
        amount_cents="60 000",
        commitment_reference="E22-200",
        committed_on="01/02/2022",
    )
    one = Spending.objects.get(title="Formation des prescripteurs")
    invoice = {"invoice_reference": "F-9", "invoiced_on": "01/04/2022", "net_cents": "50 000", "vat_cents": "10 000"}
    assert "Joignez maintenant le document" in say(as_anne, at("record_invoice", one.pk), **invoice)
    file = SimpleUploadedFile("facture n° 9.pdf", PDF)
    assert "facture n°\u00a09.pdf" in say(as_anne, at("join_evidence", one.pk), kind="invoice", file=file)
    say(as_farid, at("record_mandat", one.pk), mandat_number="4512", bordereau_number="87", mandated_on="20/04/2022")
    assert "Payée" in say(as_farid, at("record_payment", one.pk), paid_on="04/05/2022")

    engineering = as_anne.get(at("engineering")).content.decode()
    assert "Au-delà du plafond" in engineering
    assert "55\u202f000,00\u00a0€" in engineering


def test_an_invoice_outside_the_period_of_eligibility_says_so_until_an_amendment_takes_it_in(
    world: World, at: At, as_anne: Client, anne: Person
) -> None:
    asked = as_anne.get(at("record_invoice", world.spending.pk)).content.decode()
    assert "« Toutes taxes comprises »" in asked
    invoice = {"invoice_reference": "F-9", "invoiced_on": "15/08/2023", "net_cents": "10 000", "vat_cents": "2 000"}
    say(as_anne, at("record_invoice", world.spending.pk), **invoice)

    def shown() -> tuple[bool, bool]:
        one = as_anne.get(at("spending", world.spending.pk)).content.decode()
        export = as_anne.get(at("budget"), {"format": "csv"}).content.decode()
        return (
            "Hors période d&#x27;éligibilité, du 1er janvier 2021 au 30 juillet 2023" in one,
            "12000,00;0,00" in export,
        )

    assert shown() == (True, True)
    sign_amendment(anne.actor, world.amendment, signed_on=date(2023, 9, 18))
    assert shown() == (False, False)


def test_steps_that_do_not_follow_come_back_with_the_reason(
    world: World, at: At, as_anne: Client, as_farid: Client
) -> None:
    mandat = {"mandat_number": "1", "bordereau_number": "1", "mandated_on": "01/04/2022"}
    one = world.spending.pk
    assert "« Engagée »" in say(as_farid, at("record_mandat", one), 422, **mandat)
    early = {"invoice_reference": "F", "invoiced_on": "01/01/2022", "net_cents": "1", "vat_cents": "0"}
    assert "datée du 10 janvier 2022" in say(as_anne, at("record_invoice", one), 422, **early)
    assert "Annulée" in say(as_anne, at("reverse_spending", one), reason="Doublon", occurred_on="01/02/2022")
    assert "est annulée depuis" in say(
        as_anne, at("record_invoice", one), 422, **(early | {"invoiced_on": "01/03/2022"})
    )


def test_a_file_that_cannot_serve_is_refused_under_its_field(world: World, at: At, as_anne: Client) -> None:
    url = at("join_evidence", world.spending.pk)
    for name, content, reason in (
        ("virus.exe", b"MZ", "ni un PDF ni une image"),
        ("vide.pdf", b"", "Ce fichier est vide"),
        ("gros.pdf", b"%PDF-" + bytes(rules.EVIDENCE_MOST_BYTES), "dépasse 10 Mo"),
        ("encore.pdf", PDF, "déjà joint"),
    ):
        assert reason in say(as_anne, url, 422, kind="invoice", file=SimpleUploadedFile(name, content)), name
    assert Evidence.objects.count() == 1


def test_a_piece_of_evidence_is_read_as_it_came(world: World, at: At, as_farid: Client) -> None:
    answer = as_farid.get(at("evidence", world.evidence.pk))

    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bon de commande.pdf"'


def test_a_piece_of_evidence_that_is_gone_is_told_in_words(
    world: World, at: At, as_farid: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    answer = as_farid.get(at("evidence", world.evidence.pk))
    assert answer.status_code == 409
    assert "reprendre dans une sauvegarde" in answer.content.decode()


def test_a_market_and_a_budget_line_are_recorded_once(world: World, at: At, as_anne: Client) -> None:
    market = {
        "operator_id": world.operator.pk,
        "number": "2022-M1",
        "title": "Impression",
        "launched_on": "01/02/2022",
        "awarded_on": "01/03/2022",
        "notified_on": "15/03/2022",
        "ends_on": "31/12/2023",
        "ceiling_cents": "20 000",
    }
    assert "Marché n° 2022-M1" in say(as_anne, at("notify_market"), **market)
    assert "déjà enregistré" in say(as_anne, at("notify_market"), 422, **market)
    assert Market.objects.count() == 2
    line = {"kind": "face_value", "label": "Pass", "code": "PASS", "planned_cents": "500 000"}
    assert "5\u202f000,00\u00a0€ de plus que le budget" in say(as_anne, at("plan_budget_line"), **line)
    assert "existe déjà" in say(as_anne, at("plan_budget_line"), 422, **line)


def test_an_instalment_is_planned_claimed_and_received(world: World, at: At, as_anne: Client, as_farid: Client) -> None:
    say(
        as_anne,
        at("plan_instalment"),
        label="Solde",
        trigger="Bilan accepté",
        rate_per_mille="20",
        expected_cents="55 000",
    )
    one = Instalment.objects.get(label="Solde")
    receipt = {"received_on": "01/03/2022", "received_cents": "50 000", "titre_number": "T-7"}
    assert "« Prévu »" in say(as_farid, at("receive_instalment", one.pk), 422, **receipt)
    say(as_anne, at("claim_instalment", one.pk), claimed_on="01/02/2022", claimed_cents="50 000")
    assert "Titre de recettes" in say(as_farid, at("receive_instalment", one.pk), **receipt)
