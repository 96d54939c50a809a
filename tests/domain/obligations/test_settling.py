"""What is owed, listed and settled."""

from datetime import date
from typing import Any

import pytest

from quitus.connectors import documents
from quitus.domain.audit import queries as audit
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import errors, operations, queries
from quitus.domain.obligations.rules import Rule
from quitus.domain.organisations.models import Scheme
from quitus.kernel.refusals import DateInTheFuture
from quitus.usecases import obligations as usecases
from tests.domain.obligations.world import PDF
from tests.factories.people import Person


def test_an_obligation_is_listed_once_and_settled_once(convention: Convention, anne: Person, scheme: Scheme) -> None:
    told: dict[str, Any] = {"convention_id": convention.pk, "label": "Rapport d'étape", "due_on": date(2022, 1, 31)}
    owed = operations.add_obligation(by=anne.actor, kind="report", **told)
    with pytest.raises(errors.ObligationAlreadyListed):
        operations.add_obligation(by=anne.actor, **told)
    with pytest.raises(DateInTheFuture):
        operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2999, 1, 1))
    done = operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2022, 1, 28), note="Envoyé")

    assert done.standing(date(2023, 1, 1)) == "done"
    with pytest.raises(errors.ObligationAlreadyDone):
        operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2022, 1, 28))
    assert [one.code for one in queries.obligations(scheme.pk)] == ["rapport-d-etape-2022-01-31"]


def test_what_names_its_evidence_is_not_met_by_a_date_alone(convention: Convention, anne: Person) -> None:
    def owed(label: str, **told: Any) -> dict[str, Any]:
        told |= {"convention_id": convention.pk, "label": label, "due_on": date(2022, 1, 31)}
        made = operations.add_obligation(by=anne.actor, **told)
        return {"by": anne.actor, "obligation_id": made.pk, "done_on": date(2022, 1, 28)}

    by_word, by_file = (owed(label, evidence="Rapport dans le cadre") for label in ("Étape", "Bilan"))
    for note in ("", " \n"):
        with pytest.raises(errors.EvidenceMissing, match="Rapport dans le cadre"):
            operations.settle_obligation(**by_word, note=note)
    assert not queries.obligation(by_word["obligation_id"]).done_on
    assert operations.settle_obligation(**by_word, note=" Envoyé ").done_note == "Envoyé"
    assert usecases.settle_obligation(**by_file, file=("rapport.pdf", PDF)).file_name == "rapport.pdf"
    assert operations.settle_obligation(**owed("Sans pièce nommée")).done_on


def test_what_an_amendment_moved_keeps_the_evidence_of_its_duty(convention: Convention, anne: Person) -> None:
    rule = Rule(rule="at_date", on=date(2022, 1, 31))
    usecases.write_duty(
        by=anne.actor, convention_id=convention.pk, label="Étape", timing=rule, evidence="Rapport et pièces"
    )
    [owed] = queries.obligations(convention.scheme_id)
    owed.evidence = ""
    owed.save()
    with pytest.raises(errors.EvidenceMissing, match="Rapport et pièces"):
        operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2022, 1, 28))


def test_the_days_to_come_hold_obligations_votes_and_the_ends(
    convention: Convention, anne: Person, scheme: Scheme
) -> None:
    operations.add_obligation(
        by=anne.actor, convention_id=convention.pk, label="Bilan", due_on=date(2024, 7, 1), kind="report"
    )
    assert [(day.on, day.kind) for day in queries.days_coming(scheme.pk, date(2023, 5, 12))] == [
        (date(2023, 7, 30), "action_end"),
        (date(2023, 7, 30), "eligible_end"),
        (date(2024, 7, 1), "convention_end"),
        (date(2024, 7, 1), "obligation"),
    ]


def test_what_is_waived_says_why_and_may_be_opened_again(convention: Convention, anne: Person) -> None:
    owed = operations.add_obligation(
        by=anne.actor, convention_id=convention.pk, label="Étape", due_on=date(2022, 1, 31)
    )
    told: dict[str, Any] = {"by": anne.actor, "obligation_id": owed.pk}
    with pytest.raises(errors.ReasonMissing):
        operations.waive_obligation(**told, on=date(2022, 1, 3), reason=" ")
    with pytest.raises(errors.ObligationStillOpen):
        operations.reopen_obligation(**told, reason="Erreur")
    waived = operations.waive_obligation(**told, on=date(2022, 1, 3), reason="Accord de l'ANCT")
    assert (waived.standing(date(2023, 1, 1)), waived.waived_reason) == ("waived", "Accord de l'ANCT")
    assert not queries.open_obligations(convention.scheme_id).exists()
    with pytest.raises(errors.ObligationSettled):
        operations.settle_obligation(**told, done_on=date(2022, 1, 28))
    assert operations.reopen_obligation(**told, reason="L'accord a été retiré").standing(date(2022, 1, 20)) == "due"
    [*_, entry] = audit.thread("obligation", owed.pk)
    assert (entry.verb, entry.data["former"]["note"]) == ("reopen_obligation", "Accord de l'ANCT")


def test_a_settlement_keeps_its_file_and_a_mistake_stays_in_the_thread(convention: Convention, anne: Person) -> None:
    owed = operations.add_obligation(
        by=anne.actor, convention_id=convention.pk, label="Étape", due_on=date(2022, 1, 31)
    )
    told: dict[str, Any] = {"by": anne.actor, "obligation_id": owed.pk}
    done = usecases.settle_obligation(**told, done_on=date(2022, 1, 28), note="Envoyé", file=("rapport.pdf", PDF))
    assert (done.file_name, documents.read(done.sha256), done.size) == ("rapport.pdf", PDF, len(PDF))
    opened = operations.reopen_obligation(**told, reason="C'était le rapport d'un autre")
    assert (opened.done_on, opened.sha256, opened.file_name) == (None, "", "")
    [*_, entry] = audit.thread("obligation", owed.pk)
    assert entry.data["former"]["file"] == f"rapport.pdf {done.sha256}"
