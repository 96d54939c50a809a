"""What the database itself refuses of proofs and runs."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from quitus.domain.printing import operations, queries, states
from quitus.domain.printing.models import PrintDesign, PrintPart, PrintRun, Proof
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.clock import now, today
from tests.factories.passes import Team

HASH = "a" * 64


@pytest.fixture
def run(team: Team, printable: Order) -> PrintRun:
    asked = operations.ask_run(by=team.printer.actor, order_id=printable.pk, kind=states.CSV)
    operations.record_part(by=Actor.system(), run_id=asked.pk, rank=1, sha256=HASH, size=1, pages=0)
    return queries.run(asked.pk)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"last": -1, "parts_total": 0}, "print_run_is_a_range"),
        ({"kind": "poster"}, "print_run_is_of_a_known_kind"),
        ({"state": "lost"}, "print_run_state_is_known"),
        ({"kind": states.SHEETS}, "what_is_set_on_paper_has_a_design"),
        ({"kind": states.REPLACEMENT, "design_id": 1}, "a_pass_alone_is_one_pass"),
        ({"parts_total": 2}, "print_run_has_the_parts_that_its_pass_need"),
        ({"state": states.ERASED}, "print_run_is_erased_if_and_only_if_it_says_when"),
        ({"erased_at": "now"}, "print_run_is_erased_if_and_only_if_it_says_when"),
        ({"state": states.READY}, "print_run_is_ready_since_some_instant"),
        ({"state": states.STOPPED}, "print_run_is_stopped_for_a_reason"),
    ],
)
def test_a_run_keeps_its_promises(run: PrintRun, facts: dict[str, Any], constraint: str) -> None:
    if facts.get("erased_at") == "now":
        facts = {"erased_at": now()}
    if "last" in facts:
        facts = facts | {"last": run.first - 1}
    if "design_id" in facts:
        facts = facts | {"design_id": queries.designs()[0].pk}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PrintRun.objects.filter(pk=run.pk).update(**facts)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "lost", "decided_by": "A", "decided_on": 0}, "proof_state_is_known"),
        ({"pdf_sha256": "x"}, "proof_names_its_file"),
        ({"state": states.APPROVED, "approved_name": "A"}, "proof_is_decided_if_and_only_if_it_says_when_and_by_whom"),
        (
            {"state": states.APPROVED, "decided_by": "A", "decided_on": 0},
            "proof_is_approved_if_and_only_if_it_says_in_whose_name",
        ),
        ({"state": states.REFUSED, "decided_by": "A", "decided_on": 0}, "proof_is_refused_if_and_only_if_it_says_why"),
        (
            {"state": states.REFUSED, "decided_by": "A", "decided_on": -1, "reason": "B"},
            "proof_is_decided_after_it_is_made",
        ),
    ],
)
def test_a_proof_keeps_its_promises(printable: Order, facts: dict[str, Any], constraint: str) -> None:
    proof = Proof.objects.create(
        scheme_id=printable.scheme_id,
        order=printable,
        design=queries.designs()[0],
        rank=1,
        pdf_sha256=HASH,
        pdf_size=1,
        made_on=today(),
        made_by="Essai",
    )
    if "decided_on" in facts:
        facts = facts | {"decided_on": today().fromordinal(today().toordinal() + facts["decided_on"])}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Proof.objects.filter(pk=proof.pk).update(**facts)


def test_a_part_is_made_once_and_what_was_made_never_changes(run: PrintRun) -> None:
    [part] = queries.parts(run.pk)
    twice = PrintPart(scheme_id=part.scheme_id, run=run, rank=1, first=part.first, last=part.last, sha256=HASH)
    twice.size = twice.pages = 1
    with pytest.raises(IntegrityError, match="a_part_is_made_once"), transaction.atomic():
        twice.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        PrintPart.objects.filter(pk=part.pk).update(size=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        PrintDesign.objects.all().delete()
