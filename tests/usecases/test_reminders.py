"""Reminders: on their day, one letter a day, none lost when the worker dies, at most one that comes twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as outbox

from quitus.connectors import mail
from quitus.domain.audit import queries as audit
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import operations, queries
from quitus.domain.obligations.errors import UnknownWord
from quitus.domain.obligations.models import Obligation, ReminderLine, ReminderMail
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.users.models import NO_ADDRESS, User
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import reminders
from tests.factories.people import Person, make_person
from tests.harness.bench import measure

DUE_ON = date(2023, 6, 30)
DOORS = reminders.Doors(
    agenda=lambda scheme, user: f"https://exemple.fr/{scheme.slug}/",
    stop=lambda scheme, user: f"https://exemple.fr/stop/{user.pk}/",
)


class Killed(BaseException):
    """The worker dies here: nothing of the program may catch it."""


@contextmanager
def living(on: date, hour: int = 9) -> Iterator[None]:
    with clock.at(datetime(on.year, on.month, on.day, hour, 30, tzinfo=PARIS)):
        yield


def run(scheme: Scheme, on: date, hour: int = 9, **told: Any) -> int:
    """A run of the job for one scheme on that day; how many letters left."""
    before = len(outbox.outbox)
    with living(on, hour):
        reminders.prepare(scheme, DOORS)
        reminders.send_prepared(scheme, **told)
    return len(outbox.outbox) - before


@pytest.fixture
def owe(convention: Convention, anne: Person) -> Any:
    def owe(label: str = "Rapport", due_on: date = DUE_ON, **told: str) -> Obligation:
        return operations.add_obligation(
            by=anne.actor, convention_id=convention.pk, label=label, due_on=due_on, article_number="6", **told
        )

    return owe


def test_a_reminder_goes_on_each_of_its_days_and_once_a_week_when_late(scheme: Scheme, owe: Any) -> None:
    owe()
    days = [date(2023, 5, 30), date(2023, 5, 31), date(2023, 6, 1), date(2023, 6, 22), date(2023, 6, 23)]
    days += [date(2023, 6, 24), date(2023, 6, 29), date(2023, 6, 30), date(2023, 7, 1), date(2023, 7, 6)]
    days += [date(2023, 7, 7), date(2023, 7, 8), date(2023, 7, 14)]
    assert [on for on in days if run(scheme, on)] == [
        date(2023, 5, 31),
        date(2023, 6, 23),
        date(2023, 6, 29),
        date(2023, 6, 30),
        date(2023, 7, 7),
        date(2023, 7, 14),
    ]
    steps = ReminderLine.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["30", "7", "1", "0", "late-1", "late-2"]


def test_who_has_no_address_is_not_written_to(scheme: Scheme, owe: Any, anne: Person) -> None:
    owe()
    User.objects.filter(pk=anne.user.pk).update(email=f"1{NO_ADDRESS}")
    assert run(scheme, DUE_ON) == 0
    assert not ReminderLine.objects.exists()


def test_a_digest_tells_all_that_is_owed_in_one_letter(scheme: Scheme, owe: Any, anne: Person) -> None:
    owe("Rapport d'étape")
    owe("Comité de mai", date(2023, 5, 31))
    done = owe("Fait", date(2023, 6, 15))
    operations.settle_obligation(by=anne.actor, obligation_id=done.pk, done_on=date(2023, 1, 2))
    assert run(scheme, date(2023, 6, 7)) == 1
    [letter] = outbox.outbox
    assert letter.subject == "Pass numérique essai : 2 échéances, dont 1 en retard"
    assert letter.to == [anne.user.email]
    assert "- Comité de mai : 31 mai 2023 (depuis 7 jours), article 6" in letter.body
    assert "- Rapport d'étape : 30 juin 2023 (dans 23 jours), article 6" in letter.body
    assert "Fait" not in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == f"<https://exemple.fr/stop/{anne.user.pk}/>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_name_or_a_label_of_two_lines_breaks_no_letter(scheme: Scheme, owe: Any, anne: Person) -> None:
    owed = owe("Rapport\r\nBcc: x@exemple.test\x0b final")
    assert owed.label == "Rapport Bcc: x@exemple.test final"
    Obligation.objects.filter(pk=owed.pk).update(label="Rapport\r\nEn retard\n- faux")
    Scheme.objects.filter(pk=scheme.pk).update(name="Pass\r\nBcc: x@exemple.test")
    scheme.refresh_from_db()
    assert run(scheme, DUE_ON) == 1
    letter = outbox.outbox[-1]
    assert letter.subject.startswith("Pass Bcc: x@exemple.test : 1 échéance")
    assert letter.message()["Bcc"] is None
    assert "- Rapport En retard - faux : " in letter.body
    assert "« Pass Bcc: x@exemple.test »" in letter.body


def test_the_subject_of_a_letter_is_sent_on_one_line() -> None:
    mail.send(mail.Mail("anne@exemple.test", "Objet\r\nBcc: x@exemple.test", "Bonjour", "<1@exemple.test>"))
    assert outbox.outbox[-1].subject == "Objet Bcc: x@exemple.test"


def test_nobody_is_reminded_at_night_nor_twice_a_day(scheme: Scheme, owe: Any) -> None:
    owe()
    on = date(2023, 6, 23)
    assert run(scheme, on, hour=5) == 0
    assert run(scheme, on, hour=8) == 1
    owe("Autre", date(2023, 6, 24))
    assert run(scheme, on, hour=18) == 0
    assert run(scheme, date(2023, 6, 24)) == 1
    assert "Autre" in outbox.outbox[-1].body
    assert "Rapport" not in outbox.outbox[-1].body


def test_each_party_is_reminded_of_what_it_owes_and_a_designated_person_of_committees(
    scheme: Scheme, owe: Any, anne: Person
) -> None:
    officer = make_person(scheme, "Inès Fontaine", roles.FUNDER, scheme.funder)
    farid = make_person(scheme, "Farid Morel", roles.FINANCE)
    operations.designate(
        by=anne.actor, kind="substitute", full_name="Farid Morel", starts_on=date(2022, 1, 1), user_id=farid.user.pk
    )
    owe("Comité", kind="committee")
    owe("Versement", owed_by="funder")
    assert run(scheme, DUE_ON) == 3
    told = {letter.to[0]: letter.body for letter in outbox.outbox}
    assert "Versement" in told[officer.user.email]
    assert "Comité" not in told[officer.user.email]
    assert "Comité" in told[farid.user.email]
    assert "Versement" not in told[anne.user.email]


def test_who_has_chosen_is_not_told_more(scheme: Scheme, owe: Any, anne: Person) -> None:
    owe()
    operations.choose_reminders(by=anne.actor, choice="late")
    assert [run(scheme, date(2023, 6, 23)), run(scheme, DUE_ON)] == [0, 0]
    assert run(scheme, date(2023, 7, 10)) == 1
    operations.choose_reminders(by=anne.actor, choice="none")
    assert run(scheme, date(2023, 7, 20)) == 0


def test_who_has_left_is_told_nothing(scheme: Scheme, owe: Any, anne: Person) -> None:
    owe()
    anne.user.is_active = False
    anne.user.save()
    assert run(scheme, DUE_ON) == 0


def test_a_letter_speaks_the_language_of_its_reader(scheme: Scheme, owe: Any, anne: Person) -> None:
    owe()
    anne.user.language = "en"
    anne.user.save()
    run(scheme, DUE_ON)
    assert "30 June 2023" in outbox.outbox[-1].body


def test_a_worker_killed_in_the_middle_loses_no_reminder_and_repeats_at_most_one(
    scheme: Scheme, convention: Convention, anne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [anne] + [make_person(scheme, f"Camille {rank:02}", roles.MANAGER) for rank in range(9)]
    Obligation.objects.bulk_create(
        Obligation(
            scheme_id=scheme.pk,
            convention=convention,
            code=f"o-{rank}",
            label=f"Obligation {rank:03}",
            due_on=date(2023, 6, 24 + rank % 7),
        )
        for rank in range(200)
    )
    with living(date(2023, 6, 23)):
        figure = measure(
            "reminders",
            lambda: queries.reminders_due(scheme.pk, date(2023, 6, 23)),
            limit_ms=200,
            times=5,
            obligations=200,
            people=10,
        )
    assert figure.ratio <= 1, figure
    count = 0

    def dies_after_the_fourth(*, by: Any, mail_id: int) -> None:
        nonlocal count
        count += 1
        if count == 4:  # the mail server has taken it, nobody knows it here
            raise Killed
        mark_sent(by=by, mail_id=mail_id)

    mark_sent = operations.mark_sent
    monkeypatch.setattr(operations, "mark_sent", dies_after_the_fourth)
    with pytest.raises(Killed):
        run(scheme, date(2023, 6, 23))
    monkeypatch.undo()
    assert len(outbox.outbox) == 4
    assert queries.to_send(scheme.pk).count() == 7

    run(scheme, date(2023, 6, 23), hour=10)
    assert run(scheme, date(2023, 6, 23), hour=11) == 0
    ids = [letter.extra_headers["Message-ID"] for letter in outbox.outbox]
    assert (len(ids), len(set(ids))) == (11, 10)
    assert ids[3] == ids[4]
    assert {letter.to[0] for letter in outbox.outbox} == {person.user.email for person in people}
    for letter in outbox.outbox:
        assert all(f"Obligation {rank:03}" in letter.body for rank in range(200))
    assert ReminderLine.objects.count() == 2000


def test_a_worker_killed_while_it_writes_the_letters_writes_them_all_the_next_time(
    scheme: Scheme, owe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe()

    def dies(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr(ReminderLine.objects, "bulk_create", dies)
    with pytest.raises(Killed):
        run(scheme, DUE_ON)
    monkeypatch.undo()
    assert not ReminderMail.objects.exists()
    assert run(scheme, DUE_ON) == 1


def test_a_letter_that_the_server_refuses_goes_the_next_time_and_stops_no_other(
    scheme: Scheme, owe: Any, anne: Person
) -> None:
    make_person(scheme, "Camille Martin", roles.MANAGER)
    owe()

    def refuses(letter: mail.Mail, *, leaves: bool) -> None:
        if letter.to == anne.user.email:
            raise ConnectionRefusedError
        mail.send(letter, leaves=leaves)

    assert run(scheme, DUE_ON, send=refuses) == 1
    assert run(scheme, date(2023, 7, 1)) == 1
    assert outbox.outbox[-1].to == [anne.user.email]


def test_a_digest_already_written_is_not_sent_to_who_wants_no_more_of_it(
    scheme: Scheme, owe: Any, anne: Person
) -> None:
    camille = make_person(scheme, "Camille Martin", roles.MANAGER)
    owe()
    with living(DUE_ON):
        assert reminders.prepare(scheme, DOORS) == 2
        operations.choose_reminders(by=anne.actor, choice="none")
        operations.choose_reminders(by=camille.actor, choice="late")
        assert reminders.send_prepared(scheme) == 0
    assert outbox.outbox == []
    assert set(ReminderMail.objects.values_list("given_up_why", flat=True)) == {"unwanted"}
    assert queries.undelivered(scheme.pk) == {}
    assert run(scheme, date(2023, 7, 7)) == 1  # a week late: Camille wants that
    assert outbox.outbox[-1].to == [camille.user.email]


def test_an_address_refused_for_good_is_tried_once_and_known_as_not_delivered(
    scheme: Scheme, owe: Any, anne: Person
) -> None:
    owe()
    tried = []

    def refuses(letter: mail.Mail, *, leaves: bool) -> None:
        tried.append(letter.to)
        raise mail.RefusedForGood

    for hour in (8, 9, 10):
        run(scheme, DUE_ON, hour, send=refuses)
    assert tried == [anne.user.email]
    assert queries.undelivered(scheme.pk)[anne.user.pk].given_up_why == "refused"
    [told] = [one for one in audit.thread("user", anne.user.pk) if one.verb == "give_up_mail"]
    assert told.data["why"] == "refused"
    assert run(scheme, date(2023, 7, 7)) == 1  # the next step is told anew
    assert queries.undelivered(scheme.pk) == {}


def test_a_letter_that_no_server_takes_is_tried_for_a_week(scheme: Scheme, owe: Any, anne: Person) -> None:
    owe()
    tried = []

    def nobody(letter: mail.Mail, *, leaves: bool) -> None:
        tried.append(letter.message_id)
        raise ConnectionRefusedError

    for day in range(1, 8):
        run(scheme, date(2023, 7, day), send=nobody)
    assert queries.to_send(scheme.pk).filter(on=date(2023, 7, 1)).exists()
    run(scheme, date(2023, 7, 8), send=nobody)
    assert not queries.to_send(scheme.pk).filter(on=date(2023, 7, 1)).exists()
    assert queries.undelivered(scheme.pk)[anne.user.pk].given_up_why == "unreachable"
    before = len(tried)
    run(scheme, date(2023, 7, 9), send=nobody)
    assert len(tried) == before + 1  # only the one of the seventh


def test_letters_of_an_example_never_leave(scheme: Scheme, owe: Any, tmp_path: Any, monkeypatch: Any) -> None:
    owe()
    monkeypatch.setattr(settings, "EMAIL_FILE_PATH", str(tmp_path))
    Scheme.objects.filter(pk=scheme.pk).update(
        is_example=True, lives_on=DUE_ON, lives_since=datetime(2023, 6, 30, tzinfo=PARIS)
    )
    scheme.refresh_from_db()
    assert run(scheme, DUE_ON) == 0
    [kept] = tmp_path.iterdir()
    assert "Message-ID: <" in kept.read_text()


def test_every_scheme_is_served_and_one_that_fails_stops_no_other(
    scheme: Scheme, owe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []

    def fails_once(one: Scheme, doors: reminders.Doors) -> int:
        served.append(one.slug)
        if len(served) == 1:
            raise ValueError
        return 0

    other = Scheme(slug="autre", name="Autre")
    monkeypatch.setattr(reminders.organisations, "schemes", lambda: [scheme, other])
    monkeypatch.setattr(reminders, "prepare", fails_once)
    monkeypatch.setattr(reminders, "send_prepared", lambda one, **_: 3)
    assert reminders.send_reminders(DOORS) == 3
    assert served == [scheme.slug, "autre"]


def test_only_the_program_sends_reminders(scheme: Scheme, anne: Person, convention: Convention) -> None:
    with pytest.raises(NotYourRole):
        operations.prepare_digests(by=anne.actor, digests=[])
    with pytest.raises(NotYourRole):
        operations.mark_sent(by=anne.actor, mail_id=1)
    with pytest.raises(NotYourRole):
        operations.give_up_mail(by=anne.actor, mail_id=1, why="refused")
    with pytest.raises(UnknownWord):
        operations.give_up_mail(by=reminders.REMINDERS, mail_id=1, why="ennui")


def test_the_number_of_a_letter_is_the_same_each_time_and_another_for_each_day_and_person() -> None:
    made = {reminders.message_id(1, user, on) for user in (1, 2) for on in (DUE_ON, date(2023, 7, 1))}
    assert len(made) == 4
    assert reminders.message_id(1, 1, DUE_ON) in made
    assert all(one.startswith("<") and one.endswith(">") for one in made)
