"""Proofs and runs of the orders asked from this operator; 404 for those of another."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from quitus.domain.printing import queries
from quitus.domain.printing.models import PrintPart, PrintRun, Proof
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import print_pages as pages
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.operator.orders.views import own_order

DOOR = pages.Door("operator")


@page(audience="operator")
@require_GET
def printing(request: SchemeRequest, order_id: int) -> HttpResponse:
    """What was proved and printed of an order."""
    return pages.show_printing(request, DOOR, own_order(request, order_id))


@page(audience="operator")
def make_proof(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Make the proof of an order."""
    return pages.make_proof(request, DOOR, own_order(request, order_id))


@page(audience="operator")
@require_GET
def proof(request: SchemeRequest, proof_id: int) -> HttpResponse:
    """One proof: the authority decides on it."""
    return pages.show_proof(request, DOOR, _proof(request, proof_id), [])


@page(audience="operator")
@require_GET
def proof_file(request: SchemeRequest, proof_id: int) -> HttpResponse:
    """Its PDF."""
    return pages.proof_file(_proof(request, proof_id))


@page(audience="operator")
def ask_print(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Ask for pass to be printed."""
    return pages.ask_print(request, DOOR, own_order(request, order_id))


@page(audience="operator")
@require_GET
def print_run(request: SchemeRequest, run_id: int) -> HttpResponse:
    """One run and its files."""
    return pages.show_run(request, DOOR, _run(request, run_id))


@page(audience="operator")
def stop_print(request: SchemeRequest, run_id: int) -> HttpResponse:
    """Stop a run."""
    return pages.stop_print(request, DOOR, _run(request, run_id))


@page(audience="operator")
def resume_print(request: SchemeRequest, run_id: int) -> HttpResponse:
    """Take up a run."""
    return pages.resume_print(request, DOOR, _run(request, run_id))


@page(audience="operator")
def erase_print(request: SchemeRequest, run_id: int) -> HttpResponse:
    """Erase the files of a run."""
    return pages.erase_print(request, DOOR, _run(request, run_id))


@page(audience="operator")
def print_files(request: SchemeRequest, run_id: int) -> HttpResponseBase:
    """Take every file of a run."""
    return pages.print_files(request, DOOR, _run(request, run_id))


@page(audience="operator")
def print_part(request: SchemeRequest, part_id: int) -> HttpResponseBase:
    """Take one file of a run."""
    part: PrintPart = found(queries.part, part_id)
    own_order(request, part.run.order_id)
    return pages.print_part(request, DOOR, part)


def _proof(request: SchemeRequest, proof_id: int) -> Proof:
    one: Proof = found(queries.proof, proof_id)
    own_order(request, one.order_id)
    return one


def _run(request: SchemeRequest, run_id: int) -> PrintRun:
    one: PrintRun = found(queries.run, run_id)
    if not pages.may_print(request, one.order):
        raise Http404
    return one
