"""Receipts of slips: signed on the screen by who receives, or entered by the other side from the printed slip."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution.models import Slip
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import stock as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.custody_forms import ReceivedOnPaperForm, ReceiveForm
from quitus.interfaces.web.layout.doing import files, sent
from quitus.interfaces.web.layout.scans import UNDER
from quitus.usecases import stock as usecases

REFUSED = {
    **UNDER,
    "received_before_handed": "received_on",
    "contest_needs_a_note": "note",
    "contested_pass_not_of_the_slip": "absent",
    "not_in_that_custody": "absent",
}


def show_receipt(request: SchemeRequest, slip: Slip, *, back: str) -> HttpResponse:
    """Who receives pass confirms it; `back` is the view of the slip."""
    act = Act(
        title=_("Confirmer la réception"),
        happens=_("Vous répondez désormais de ces pass. Comptez-les avant de confirmer."),
        facts=_facts(slip),
        final=_("Ce qui manque reste à la charge de qui l'a remis : indiquez-le avant de confirmer."),
        button=_("Confirmer la réception"),
        done=_("La réception est confirmée."),
        refused=REFUSED,
    )
    return _bind(request, ReceiveForm(sent(request), slip=slip), act, slip, back)


def show_paper_receipt(request: SchemeRequest, slip: Slip, *, back: str) -> HttpResponse:
    """Another enters, with its scan, the receipt that somebody signed by hand; `back` is the view of the slip."""
    act = Act(
        title=_("Saisir la réception signée sur papier"),
        happens=_("« %(holder)s » répond désormais de ces pass, comme si la réception avait été confirmée ici.")
        % {"holder": written.holder_words(slip.to_holder)},
        facts=_facts(slip),
        final=_("Une réception saisie ne se retire pas. Le papier numérisé reste joint, avec votre nom."),
        button=_("Enregistrer la réception"),
        done=_("La réception est enregistrée, avec le papier signé."),
        refused=REFUSED,
    )
    form = ReceivedOnPaperForm(sent(request), files(request), slip=slip)
    return _bind(request, form, act, slip, back)


def _bind(request: SchemeRequest, form: ReceiveForm, act: Act, slip: Slip, back: str) -> HttpResponse:
    link = Link(_("Voir le bordereau"), here(request, back, slip.pk))
    return bind(request, form, usecases.acknowledge_slip, act, back=link, slip_id=slip.pk)


def _facts(slip: Slip) -> tuple[Fact, ...]:
    return (
        Fact(_("Bordereau"), slip.number, written.slip_title(slip)),
        Fact(_("De"), written.holder_words(slip.from_holder), slip.handed_by),
        Fact(_("Pass"), number(slip.count)),  # type: ignore[attr-defined]
        Fact(_("Date du bordereau"), slip.occurred_on),
    )
