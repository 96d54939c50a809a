"""Lists cost the same whatever their size, and the home says what waits for whom."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.acts import operations as acts
from quitus.domain.budget import operations as budget
from quitus.domain.grants import operations as grants
from quitus.domain.obligations import operations as obligations
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from tests.factories.people import Person
from tests.factories.texts import make_deliberation
from tests.interfaces.web.authority.conftest import World

At = Callable[..., str]


def grow(world: World, by: Person) -> None:
    for rank in range(3):
        make_deliberation(
            by.actor,
            world.scheme.authority_id,
            f"2022-{rank}",
            held_on=date(2022, 1, 10 + rank),
            executory_on=date(2022, 2, 1),
        )
        obligations.add_obligation(
            by=by.actor, convention_id=world.convention.pk, label=f"Comité {rank}", due_on=date(2022, 1 + rank, 1)
        )
        spending = budget.commit_spending(
            by=by.actor,
            line_id=world.line.pk,
            supplier_name=f"Fournisseur {rank}",
            title=f"Dépense {rank}",
            amount_cents=100_00,
            commitment_reference="E",
            committed_on=date(2022, 1, 1),
            market_id=world.market.pk,
        )
        assert spending.pk
        budget.plan_budget_line(
            by=by.actor,
            convention_id=world.convention.pk,
            code=f"C{rank}",
            label=f"Poste {rank}",
            kind="fees",
            planned_cents=1,
        )
        budget.plan_instalment(
            by=by.actor, convention_id=world.convention.pk, label=f"Acompte {rank}", trigger="Rapport", expected_cents=1
        )
        budget.notify_market(
            by=by.actor,
            operator_id=world.operator.pk,
            number=f"M{rank}",
            title="Marché",
            launched_on=date(2022, 1, 1),
            awarded_on=date(2022, 1, 1),
            notified_on=date(2022, 1, 1),
            ends_on=date(2023, 1, 1),
            ceiling_cents=1,
        )


@pytest.mark.parametrize(
    "view",
    ["acts", "obligations", "budget", "financing_plan", "engineering", "markets", "instalments", "convention", "home"],
)
def test_a_list_asks_as_many_questions_whatever_its_size(
    view: str, world: World, at: At, as_anne: Client, anne: Person
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_anne.get(at(view)).status_code == 200
        return len(captured)

    questions()  # what is loaded once a process is loaded
    before = questions()
    grow(world, anne)
    assert questions() == before


def test_the_home_tells_what_is_owed_soon_and_nothing_months_ahead(
    world: World, at: At, as_anne: Client, anne: Person
) -> None:
    for label, due_on, kind, owed_by in (
        ("Comité de mai", date(2023, 5, 31), "committee", "holder"),
        ("Comité de juillet", date(2023, 7, 31), "committee", "holder"),
        ("Rapport de juin", date(2023, 6, 20), "report", "holder"),
        ("Versement attendu", date(2023, 5, 2), "other", "funder"),
    ):
        obligations.add_obligation(
            by=anne.actor, convention_id=world.convention.pk, label=label, due_on=due_on, kind=kind, owed_by=owed_by
        )
    with clock.at(date(2023, 5, 12)):
        page = as_anne.get(at("home")).content.decode()
    assert "Participer : Comité de mai" in page
    assert "Relancer le financeur : Versement attendu" in page
    assert page.count("Rapport de juin") == 1  # told once, with the reports
    assert "Comité de juillet" not in page
    assert "Bilan final" not in page


def test_filters_keep_what_they_say(world: World, at: At, as_anne: Client, anne: Person) -> None:
    grow(world, anne)
    adopted = as_anne.get(at("acts"), {"etat": "adopted", "tri": "numero"}).content.decode()
    assert "2022-1" in adopted
    assert "Avenant de prolongation" not in adopted
    late = as_anne.get(at("obligations"), {"etat": "late", "tri": "-echeance"}).content.decode()
    assert late.index("Comité 2") < late.index("Comité 0")
    assert "Aucune dépense ici" in as_anne.get(at("budget"), {"etat": "paid"}).content.decode()


def test_spendings_are_exported_for_a_spreadsheet(world: World, at: At, as_farid: Client) -> None:
    answer = as_farid.get(at("budget"), {"format": "csv"})

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "Étude de déploiement;Cabinet Rivage" in answer.content.decode()


def test_the_home_says_what_waits_for_the_manager(world: World, at: At, as_anne: Client, scheme: Scheme) -> None:
    with clock.at(date(2023, 5, 12)):
        page = as_anne.get(at("home")).content.decode()
    assert "Préparer le vote de l&#x27;assemblée" in page
    assert "Enregistrer la facture" in page
    late, rest = (page.index(words) for words in ("En retard", "À faire"))
    assert late < page.index("Demander le versement") < page.index("attendu le 31 janvier 2022") < rest
    with clock.at(date(2024, 2, 1)):
        page = as_anne.get(at("home")).content.decode()
    assert "Bilan final" in page
    assert page.index("En retard") < page.index("Enregistrer le vote") < page.index("À faire")


def test_the_home_follows_an_adopted_act(world: World, at: At, as_anne: Client, anne: Person) -> None:
    make_deliberation(anne.actor, world.scheme.authority_id, "2022-9", held_on=date(2022, 9, 1), executory_on=None)
    page = as_anne.get(at("home")).content.decode()
    assert "Transmettre la délibération au préfet" in page
    assert "Publier la délibération" in page


def test_the_home_says_what_waits_for_the_finance_officer(
    world: World, at: At, as_farid: Client, anne: Person, farid: Person
) -> None:
    assert "Mandater la dépense" not in as_farid.get(at("home")).content.decode()
    budget.record_invoice(
        by=anne.actor,
        spending_id=world.spending.pk,
        invoice_reference="F-1",
        invoiced_on=date(2022, 3, 1),
        net_cents=100,
        vat_cents=0,
    )
    budget.claim_instalment(
        by=anne.actor, instalment_id=world.instalment.pk, claimed_on=date(2022, 2, 1), claimed_cents=1
    )
    page = as_farid.get(at("home")).content.decode()
    assert "Mandater la dépense" in page
    assert "Enregistrer le versement reçu" in page
    budget.record_mandat(
        by=farid.actor,
        spending_id=world.spending.pk,
        mandat_number="1",
        bordereau_number="1",
        mandated_on=date(2022, 3, 2),
    )
    assert "Enregistrer le paiement" in as_farid.get(at("home")).content.decode()


def test_a_scheme_without_convention_is_told_to_begin(at: At, as_anne: Client, anne: Person, scheme: Scheme) -> None:
    assert "Préparer la convention" in as_anne.get(at("home")).content.decode()
    drafted = acts.draft_deliberation(by=anne.actor, authority_id=scheme.authority_id, title="Convention")
    grants.draft_convention(by=anne.actor, number="1", title="Convention", deliberation_id=drafted.pk)
    page = as_anne.get(at("home")).content.decode()
    assert "Faire signer la convention" in page
    assert "Inscrire la délibération à une réunion" in page
    assert "Fixer les paramètres" in as_anne.get(at("convention")).content.decode()
    assert as_anne.get(at("parameters")).status_code == 200
    assert as_anne.get(at("budget")).status_code == 200


def test_an_unreadable_day_shows_the_text_of_today(world: World, at: At, as_anne: Client) -> None:
    page = as_anne.get(at("convention_text"), {"le": "demain"})
    assert page.status_code == 200
    assert "15/05/2023" in page.content.decode()


def test_spendings_are_filtered_by_budget_line(world: World, at: At, as_anne: Client) -> None:
    page = as_anne.get(at("budget"), {"poste": world.line.pk}).content.decode()
    assert "Sur le poste" in page
    assert "Étude de déploiement" in page
    assert as_anne.get(at("budget"), {"poste": "999999"}).status_code == 200


def test_what_was_done_several_times_on_a_day_is_told_once(world: World, at: At, as_anne: Client, anne: Person) -> None:
    grow(world, anne)
    assert "Dépense engagée (4 fois)" in as_anne.get(at("home")).content.decode()


def test_the_attendance_of_a_sitting_is_asked_once(world: World, at: At, as_anne: Client, anne: Person) -> None:
    make_deliberation(anne.actor, world.scheme.authority_id, "2023-200", held_on=date(2023, 5, 15), executory_on=None)
    form = as_anne.get(at("record_vote", world.act.pk)).context["form"]
    assert (form["present_count"].value(), form["excused_count"].value()) == (37, 6)


def test_a_reason_to_override_is_asked_only_when_the_action_has_ended(world: World, at: At, as_anne: Client) -> None:
    url = at("sign_amendment", world.amendment.pk, "authority")
    with clock.at(date(2023, 7, 30)):
        assert "Motif pour passer outre" not in as_anne.get(url).content.decode()
    with clock.at(date(2023, 8, 1)):
        assert "Motif pour passer outre" in as_anne.get(url).content.decode()


def test_the_search_box_finds_by_number_and_by_word(world: World, at: At, as_farid: Client) -> None:
    def found(asked: str) -> str:
        return as_farid.get(at("search"), {"q": asked}).content.decode()

    assert at("deliberation", world.act.pk) in found("prolongation")
    assert at("obligation", world.obligation.pk) in found("bilan")
    assert at("spending", world.spending.pk) in found("Rivage")
    assert at("deliberation", world.act.pk) in found("PROLONGATIÓN")
    assert at("letters") in found("correspondance")
    assert at("amendment", world.amendment.pk) in found(world.amendment.title.split()[0])
    assert "Rien ne répond" in found("Zanzibar")
    assert "Rien ne répond" in found("[(.*")
    assert "au moins deux caractères" in as_farid.get(at("search")).content.decode()
    assert "Rien ne répond" in found("12345678901234567890")


def test_one_amendment_is_prepared_at_a_time(at: At, as_anne: Client, world: World) -> None:
    page = as_anne.get(at("convention")).content.decode()
    assert "Suivre l&#x27;avenant" in page
    assert "Préparer un avenant" not in page
