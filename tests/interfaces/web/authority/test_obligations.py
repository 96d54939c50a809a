"""The pages of what is owed: the agenda at any size, rules, committee, letters, reminders, calendar."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import queries, states
from quitus.domain.obligations.models import Obligation
from quitus.domain.obligations.operations import Invited, LetterFacts
from quitus.domain.obligations.rules import Rule
from quitus.domain.obligations.tokens import stop_token_of, user_of_stop_token
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import end_membership
from quitus.kernel import clock
from quitus.usecases.obligations import write_duty
from tests.factories.people import Person, make_person
from tests.factories.schemes import SYSTEM
from tests.harness.bench import measure
from tests.interfaces.web.authority.conftest import PDF, World

At = Callable[..., str]
Say = Callable[..., str]
NOW = date(2023, 5, 12)
MONTHLY = Rule(rule=states.PERIODIC, every=states.MONTH, since="signed", until="action_ends_on")


@pytest.fixture
def say(as_anne: Client, at: At) -> Say:
    """Post a form as the manager; the page that answers, redirections followed."""

    def say(view: str, *names: object, status: int = 200, **typed: Any) -> str:
        answer = as_anne.post(at(view, *names), typed, follow=True)
        assert answer.status_code == status, answer.content.decode()
        return answer.content.decode()

    return say


def pile(world: World, count: int) -> None:
    Obligation.objects.bulk_create(
        Obligation(
            scheme_id=world.scheme.pk,
            convention=world.convention,
            code=f"o-{rank}",
            label=f"Obligation {rank}",
            due_on=date(2015, 1, 1) + timedelta(days=rank % 5000),
        )
        for rank in range(count)
    )


def test_the_agenda_of_ten_thousand_obligations_is_quick_and_asks_no_more_questions(
    world: World, at: At, as_anne: Client
) -> None:
    def look() -> None:
        assert as_anne.get(at("obligations"), {"etat": "toutes"}).status_code == 200

    def questions() -> int:
        look()
        with CaptureQueriesContext(connection) as captured:
            look()
        return len(captured)

    pile(world, 60)  # a full page already
    asked = questions()
    Obligation.objects.filter(code__startswith="o-").delete()
    pile(world, 10_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE obligations_obligation")
    assert questions() == asked
    figure = measure("agenda", look, limit_ms=100, obligations=10_000)
    assert figure.ratio <= 1, figure


def test_the_agenda_stands_by_month_and_is_filtered_by_month_party_and_state(
    world: World, at: At, as_anne: Client, anne: Person
) -> None:
    for label, due_on, owed_by in (
        ("Comité de mai", date(2023, 5, 31), "holder"),
        ("Versement", date(2023, 6, 20), "funder"),
        ("Ancien", date(2022, 1, 3), "holder"),
    ):
        obligations.add_obligation(
            by=anne.actor, convention_id=world.convention.pk, label=label, due_on=due_on, owed_by=owed_by
        )

    def seen(**asked: str) -> list[str]:
        with clock.at(NOW):
            page = as_anne.get(at("obligations"), asked).content.decode()
        return [label for label in ("Comité de mai", "Versement", "Ancien", "Bilan final") if f">{label}" in page]

    assert seen() == ["Comité de mai", "Versement", "Ancien", "Bilan final"]
    assert seen(etat="late") == ["Ancien"]
    assert seen(etat="due") == ["Comité de mai"]
    assert seen(par="funder") == ["Versement"]
    assert seen(mois="2023-05") == ["Comité de mai"]
    assert seen(etat="done") == []
    assert seen(mois="2023-99", par="personne", etat="rien") == seen()
    with clock.at(NOW):
        page = as_anne.get(at("obligations")).content.decode()
    assert page.index("Mai") < page.index("Juin")


def test_an_obligation_is_waived_opened_again_then_settled_with_its_file(world: World, at: At, say: Say) -> None:
    key = world.obligation.pk
    assert "Dispensée" in say("waive_obligation", key, on="03/01/2023", reason="Accord de l'agence")
    assert "déjà réglée" in say("settle_obligation", key, status=422, done_on="03/01/2023")
    assert "Marquer comme faite" in say("reopen_obligation", key, reason="Accord retiré")
    page = say("settle_obligation", key, done_on="15/01/2023", file=SimpleUploadedFile("bilan.pdf", PDF))
    assert "bilan.pdf" in page
    assert at("obligation_file", key) in page


def test_the_file_of_an_obligation_is_read_as_it_was_joined(world: World, at: At, as_anne: Client, say: Say) -> None:
    assert as_anne.get(at("obligation_file", world.obligation.pk)).status_code == 404
    wrong = SimpleUploadedFile("bilan.exe", b"MZ")
    told = say("settle_obligation", world.obligation.pk, status=422, done_on="15/01/2023", file=wrong)
    assert "PDF" in told
    say("settle_obligation", world.obligation.pk, done_on="15/01/2023", file=SimpleUploadedFile("bilan.pdf", PDF))
    answer = as_anne.get(at("obligation_file", world.obligation.pk))
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")


def test_a_rule_of_each_kind_is_written_and_its_obligations_are_born(world: World, at: At, say: Say) -> None:
    common = {"kind": "other", "owed_by": "holder", "article_number": "6"}
    say("write_duty", "at_date", label="Rapport", on="31/01/2022", **common)
    say("write_duty", "after_event", label="Achat", event="signed", months="2", days="0", **common)
    series = {"every": "month", "since": "signed", "until": "action_ends_on", "days": "0"}
    page = say("write_duty", "periodic", label="Comité", **series, **common)
    assert "chaque mois, à la fin" in page
    say("write_duty", "conditional", label="Alerte", condition="Retard", months="1", **common)
    assert "Écrivez la date" in say("write_duty", "at_date", status=422, label="X", on="demain", **common)
    owed = {one.label: one.due_on for one in queries.obligations(world.scheme.pk)}
    assert (owed["Achat"], owed["Rapport"]) == (date(2021, 5, 11), date(2022, 1, 31))
    assert owed["Comité, avril 2021"] == date(2021, 4, 30)
    alert = queries.duties(world.convention.pk).get(label="Alerte")
    assert "Alerte (3 octobre 2022)" in say("open_obligation", alert.pk, met_on="03/10/2022")


def test_an_amendment_states_and_ends_rules(world: World, at: At, as_anne: Client, say: Say, anne: Person) -> None:
    write_duty(by=anne.actor, convention_id=world.convention.pk, label="Comité", timing=MONTHLY)
    common = {"kind": "other", "owed_by": "holder"}
    key = world.amendment.pk
    say("amend_duty", key, "at_date", label="Étape", on="31/07/2023", **common)
    say("repeal_duty", key, code="comite")
    page = as_anne.get(at("amend_duties", key)).content.decode()
    assert "abrogée" in page
    assert "Étape" in page
    assert as_anne.get(at("amend_duty", key, "jamais")).status_code == 404


def test_a_committee_is_held_and_its_minutes_joined(
    world: World, at: At, as_anne: Client, say: Say, anne: Person
) -> None:
    write_duty(by=anne.actor, convention_id=world.convention.pk, label="Comité", timing=MONTHLY, kind="committee")
    who = {"kind": "representative", "full_name": "Anne Lefèvre", "starts_on": "15/03/2021", "user_id": anne.user.pk}
    assert "Anne Lefèvre" in say("designate", **who)
    assert "déjà désigné" in say("designate", status=422, **who)
    told = {"held_on": "14/06/2021", "present": "Claire Petit, Agence\nAnne Lefèvre", "excused": "Lou Martin, Agence"}
    page = say("hold_meeting", **told)
    assert "Comité, juin 2021" in page
    assert "Excusé" in page
    assert "Écrivez une personne par ligne" in say("hold_meeting", status=422, held_on="14/06/2021", present=", Agence")
    held = queries.meetings(world.scheme.pk).get()
    minutes = SimpleUploadedFile("cr.pdf", PDF)
    assert "Compte rendu joint" in say("join_minutes", held.pk, file=minutes)
    assert as_anne.get(at("minutes", held.pk)).content == PDF
    sits = queries.designations(world.scheme.pk).get()
    assert "Terminée" in say("end_designation", sits.pk, ends_on="31/12/2022")


def test_a_committee_opened_from_its_month_proposes_a_day_of_that_month_or_none(
    world: World, at: At, as_anne: Client, say: Say, anne: Person
) -> None:
    write_duty(by=anne.actor, convention_id=world.convention.pk, label="Comité", timing=MONTHLY, kind="committee")
    june = queries.obligations(world.scheme.pk).get(label="Comité, juin 2021")
    asked = f"{at('hold_meeting')}?obligation={june.pk}"
    assert asked in as_anne.get(at("obligation", june.pk)).content.decode()

    def proposed(day: date, url: str) -> tuple[str, bool]:
        with clock.at(day):
            page = as_anne.get(url).content.decode()
        [field] = re.findall(r'<input[^>]*name="held_on"[^>]*>', page)
        found = re.search(r'value="([^"]*)"', field)
        return found[1] if found else "", "Comité, juin 2021 » : un jour du" in page

    assert proposed(date(2021, 6, 16), asked) == ("16/06/2021", True)
    assert proposed(NOW, asked) == ("", True)
    assert proposed(NOW, at("hold_meeting")) == ("12/05/2023", False)
    assert proposed(NOW, f"{at('hold_meeting')}?obligation=²") == ("12/05/2023", False)
    held = as_anne.post(asked, {"held_on": "14/06/2021", "present": "Claire Petit, Agence"}, follow=True)
    assert "Comité, juin 2021" in held.content.decode()


def test_an_obligation_that_names_its_evidence_says_what_is_expected(
    world: World, at: At, as_anne: Client, say: Say
) -> None:
    world.obligation.evidence = "Bilan dans le cadre"
    world.obligation.save()
    key = world.obligation.pk
    assert "Attendu : Bilan dans le cadre" in as_anne.get(at("settle_obligation", key)).content.decode()
    assert "Il manque ce qui règle" in say("settle_obligation", key, status=422, done_on="15/01/2023")
    assert "Faite" in say("settle_obligation", key, done_on="15/01/2023", note="Envoyé")


def test_a_letter_is_entered_proved_and_read(world: World, at: At, as_anne: Client, say: Say) -> None:
    told = {"direction": "out", "on": "27/01/2022", "subject": "Bilan", "address": "a@exemple.fr", "channel": "email"}
    page = say("record_letter", **told, obligation_id=world.obligation.pk, file=SimpleUploadedFile("b.pdf", PDF))
    assert "Courrier n° 1" in page
    assert at("obligation", world.obligation.pk) in page
    letter = queries.letters(world.scheme.pk).get()
    assert "Envoi prouvé" in say("prove_sending", letter.pk, proof="Accusé", on="28/01/2022")
    assert as_anne.get(at("letter_file", letter.pk)).content == PDF
    assert "Bilan" in as_anne.get(at("letters"), {"sens": "out"}).content.decode()
    assert "Aucun courrier" in as_anne.get(at("letters"), {"sens": "in"}).content.decode()


@pytest.mark.parametrize("view", ["duties", "committee", "letters"])
def test_a_register_asks_as_many_questions_whatever_its_size(
    view: str, world: World, at: At, as_anne: Client, anne: Person
) -> None:
    def grow(ranks: range) -> None:
        for rank in ranks:
            told: dict[str, Any] = {"by": anne.actor, "convention_id": world.convention.pk}
            on = date(2021, 4, 1) + timedelta(days=rank)
            obligations.write_duty(**told, label=f"Règle {rank}", timing=Rule(rule=states.AT_DATE, on=on))
            obligations.hold_meeting(**told, held_on=on, invited=[Invited("Claire Petit")])
            letter = LetterFacts(direction="in", on=on, subject="S", address="a", channel="email")
            obligations.record_letter(**told, letter=letter)
            obligations.designate(by=anne.actor, kind="substitute", full_name=f"Lou {rank}", starts_on=on)

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_anne.get(at(view)).status_code == 200
        return len(captured)

    grow(range(1))
    questions()
    before = questions()
    grow(range(1, 4))
    assert questions() == before


def address_of(client: Client, at: At) -> str:
    client.post(at("renew_calendar"))
    page = client.get(at("my_reminders")).content.decode()
    start = page.index("/calendrier/")
    return page[start : page.index(".ics", start) + 4]


def test_a_calendar_opens_by_its_secret_address_alone_until_it_is_renewed(
    world: World, at: At, as_anne: Client, client: Client
) -> None:
    assert "/calendrier/" not in as_anne.get(at("my_reminders")).content.decode()
    address = address_of(as_anne, at)
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Referrer-Policy"] == "no-referrer"
    events = {str(one["summary"]): one for one in Calendar.from_ical(answer.content).walk("vevent")}
    [final] = [one for name, one in events.items() if name.startswith("Bilan final")]
    assert final["dtstart"].dt == date(2024, 1, 30)
    assert str(final["url"]).endswith(at("obligation", world.obligation.pk))

    renewed = address_of(as_anne, at)
    assert renewed != address
    assert client.get(renewed).status_code == 200
    gone = client.get(address)
    never = client.get(reverse("public:calendar", args=[world.scheme.slug, "a" * 52]))
    nowhere = client.get(reverse("public:calendar", args=["rien", "a" * 52]))
    assert {(one.status_code, one.content, one["Content-Type"]) for one in (gone, never, nowhere)} == {
        (404, b"404\n", "text/plain; charset=utf-8")
    }
    assert client.post(renewed).status_code == 405


def test_a_label_or_a_name_of_two_lines_breaks_no_calendar(
    world: World, at: At, as_anne: Client, client: Client
) -> None:
    Scheme.objects.update(name="Pass\r\nX-FAUX:oui\x0b")
    Obligation.objects.filter(pk=world.obligation.pk).update(label="Bilan\r\nEND:VEVENT\x07final")
    content = client.get(address_of(as_anne, at)).content
    lines = content.replace(b"\r\n ", b"").split(b"\r\n")
    assert b"NAME:Pass X-FAUX:oui" in lines
    assert any(line.startswith(b"SUMMARY:Bilan END:VEVENT final") for line in lines)
    assert all(byte >= 32 for line in lines for byte in line)


def test_the_calendar_of_somebody_who_has_left_answers_no_more(
    world: World, at: At, as_anne: Client, client: Client, anne: Person
) -> None:
    address = address_of(as_anne, at)
    assert anne.membership is not None
    end_membership(by=SYSTEM, membership_id=anne.membership.pk, ends_on=date(2022, 1, 1))
    assert client.get(address).status_code == 404


def test_reminders_are_chosen_signed_in_and_stopped_by_the_address_of_a_letter(
    world: World, at: At, say: Say, client: Client, anne: Person
) -> None:
    assert "Votre choix est enregistré" in say("my_reminders", choice="late")
    assert queries.choice_of(world.scheme.pk, anne.user.pk) == "late"
    address = reverse("public:stop_reminders", args=[world.scheme.slug, stop_token_of(world.scheme.slug, anne.user.pk)])
    assert "Ne plus recevoir de rappels" in client.get(address).content.decode()
    assert queries.choice_of(world.scheme.pk, anne.user.pk) == "late"
    pressed = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert pressed.status_code == 200
    assert queries.choice_of(world.scheme.pk, anne.user.pk) == "none"


def test_an_address_that_was_never_given_stops_nothing(world: World, client: Client, anne: Person, zoe: Person) -> None:
    good = stop_token_of(world.scheme.slug, anne.user.pk)
    for slug, token in (
        (world.scheme.slug, good + "x"),
        ("rien", good),
        (world.scheme.slug, stop_token_of("ailleurs", anne.user.pk)),
        (world.scheme.slug, stop_token_of(world.scheme.slug, zoe.user.pk)),
    ):
        assert client.post(reverse("public:stop_reminders", args=[slug, token])).status_code == 404
    assert queries.choice_of(world.scheme.pk, anne.user.pk) == "all"


def test_a_letter_of_one_scheme_stops_the_reminders_of_no_other(world: World, client: Client, anne: Person) -> None:
    elsewhere = stop_token_of("ailleurs", anne.user.pk)
    assert user_of_stop_token("ailleurs", elsewhere) == anne.user.pk
    for slug in (world.scheme.slug, "ailleurs"):
        assert user_of_stop_token(slug, stop_token_of(world.scheme.slug, anne.user.pk)) == (
            anne.user.pk if slug == world.scheme.slug else None
        )
    address = reverse("public:stop_reminders", args=[world.scheme.slug, elsewhere])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert queries.choice_of(world.scheme.pk, anne.user.pk) == "all"


def test_the_funder_has_reminders_and_a_calendar_of_its_own(world: World, scheme: Scheme, client: Client) -> None:
    officer = make_person(scheme, "Inès Fontaine", roles.FUNDER, scheme.funder)
    client.force_login(officer.user)

    def at(view: str) -> str:
        return reverse(f"funder:{view}", args=[scheme.slug])

    answer = Client().get(address_of(client, at))
    assert b"Bilan final" in answer.content
    assert at("convention").encode() in answer.content.replace(b"\r\n ", b"")
