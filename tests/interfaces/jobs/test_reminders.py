"""The job that reminds, as the worker runs it."""

from datetime import date

from django.core import mail
from procrastinate.contrib.django import app

from quitus.domain.grants.models import Convention
from quitus.domain.obligations import operations
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.interfaces.jobs.tasks import remind
from quitus.kernel import clock
from tests.factories.people import Person, make_person

DUE_ON = date(2023, 6, 30)


def test_the_job_reminds_each_party_and_says_where_all_is_read(
    scheme: Scheme, convention: Convention, anne: Person
) -> None:
    officer = make_person(scheme, "Inès Fontaine", roles.FUNDER, scheme.funder)
    for owed_by in ("holder", "funder"):
        operations.add_obligation(
            by=anne.actor, convention_id=convention.pk, label=f"Dû {owed_by}", due_on=DUE_ON, owed_by=owed_by
        )
    with clock.at(DUE_ON):
        remind(0)
        remind(0)
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    assert len(mail.outbox) == 2
    assert f"/d/{scheme.slug}/collectivite/convention/obligations/" in told[anne.user.email]
    assert f"/d/{scheme.slug}/financeur/convention/" in told[officer.user.email]
    assert f"/rappels/{scheme.slug}/" in told[anne.user.email]


def test_the_job_is_planned_every_hour() -> None:
    planned = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert planned["send_reminders"] == "12 * * * *"
