"""The régie for those who keep its safe: its act, its people, its cash."""

from collections.abc import Iterator

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.distribution import catalogue, operations, queries, states
from quitus.domain.distribution.models import Imprest
from quitus.domain.distribution.regie import CASH_SIGNS
from quitus.domain.organisations.roles import IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, money
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.forms import DayField, EurosField
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.words import euros
from quitus.kernel.clock import today

KEEPER = (IMPREST_HOLDER,)


class CashForm(forms.Form):
    """Cash that came or left."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Mouvement"),
        choices=[(key, gettext_lazy(label)) for key, label in catalogue.CASH_KINDS.items()],
        widget=forms.RadioSelect,
    )
    amount_cents = EurosField(label=gettext_lazy("Montant"))
    reference = forms.CharField(
        label=gettext_lazy("Pièce"),
        max_length=80,
        help_text=gettext_lazy("Reçu ou facture, avec son numéro."),
    )
    occurred_on = DayField(label=gettext_lazy("Date"), not_after_today=True, initial=today)


def _own(request: SchemeRequest) -> Imprest | None:
    """The régie that the reader serves today; the first when there are several."""
    return next((one.imprest for one in queries.mandate_of(request.actor.user_id, today())), None)


@page(audience="distributor", roles=KEEPER)
@require_GET
def regie(request: SchemeRequest) -> HttpResponse:
    """The régie as its act says it today, and everybody appointed under it."""
    one = _own(request)
    nobody = Empty(_("Vous n'êtes pas nommé."), _("Le responsable du dispositif nomme, sur avis du comptable."))
    return show_detail(
        request,
        title=one.name if one else _("Régie"),
        lead=_("L'acte qui vous permet de détenir des pass, et les personnes nommées avec vous."),
        status=written.imprest_status(one) if one else None,
        facts=written.imprest_facts(one) if one else [],
        tables=list(_tables(one)) if one else [],
        actions=list(_actions(request, one)) if one else [],
        template="distributor/stock.html",
        nothing=None if one else nobody,
    )


def _tables(one: Imprest) -> Iterator[Table]:
    yield written.appointments_table(
        list(queries.appointments(imprest_id=one.pk)), empty=Empty(_("Personne n'est nommé."))
    )
    amendments = [made for made in queries.amendments(one.pk) if made.state == states.ADOPTED]
    if amendments:
        yield written.amendments_table(amendments, url=lambda made: "")


def _actions(request: SchemeRequest, one: Imprest) -> Iterator[Link]:
    if _has_cash(one):
        yield Link(_("Voir les espèces"), here(request, "distributor:cash"), icon="cash-coin")


def _has_cash(one: Imprest) -> bool:
    return queries.allows(one.pk, catalogue.KEEP_CASH, today()) or queries.cash_lines(one.pk).exists()


def _with_cash(request: SchemeRequest) -> Imprest:
    one = _own(request)
    if one is None or not _has_cash(one):
        raise Http404
    return one


@page(audience="distributor", roles=KEEPER)
@require_GET
def cash(request: SchemeRequest) -> HttpResponse:
    """The cash of the régie, line by line, with what is left after the last."""
    one = _with_cash(request)
    lines = paginate(request, queries.cash_lines(one.pk).order_by("-occurred_on", "-pk"))
    write = Link(_("Inscrire des espèces"), here(request, "distributor:write_cash"), "primary", "plus-lg")
    left = queries.cash_on(one.pk)
    return show_list(
        request,
        title=_("Espèces de la régie"),
        lead=_("Il en reste %(left)s, pour un plafond de %(ceiling)s.")
        % {
            "left": euros(left),
            "ceiling": euros(queries.terms_on(one.pk, today()).cash_ceiling_cents),
        },
        back=Link(_("Régie"), here(request, "distributor:regie")),
        actions=[write],
        page=lines,
        table=Table(
            caption=_("Mouvements d'espèces"),
            columns=[
                Column(_("Date"), "day"),
                Column(_("Mouvement")),
                Column(_("Pièce")),
                Column(_("Montant"), "money"),
                Column(_("Inscrit par")),
            ],
            rows=[
                Row(
                    [
                        line.occurred_on,
                        _(catalogue.CASH_KINDS[line.kind]),
                        line.reference,
                        CASH_SIGNS[line.kind] * line.amount_cents,
                        line.actor_label,
                    ]
                )
                for line in lines.items
            ],
            empty=Empty(_("Aucune espèce."), _("Inscrivez l'avance dès que le comptable la verse."), write),
        ),
    )


@page(audience="distributor", roles=KEEPER)
def write_cash(request: SchemeRequest) -> HttpResponse:
    """Write cash that came or left."""
    one = _with_cash(request)
    back = Link(_("Espèces de la régie"), here(request, "distributor:cash"))
    form = CashForm(sent(request))
    return carry_out(
        request,
        form,
        operations.record_cash,
        done=_("Le mouvement d'espèces est inscrit."),
        to=back.url,
        refused={
            "cash_ceiling_exceeded": "amount_cents",
            "cash_missing": "amount_cents",
            "cash_amount_missing": "amount_cents",
            "no_mandate_over_the_safe": "occurred_on",
            "handover_missing": "occurred_on",
            "operation_not_in_the_act": "occurred_on",
        },
        imprest_id=one.pk,
    ) or show_form(
        request,
        title=_("Inscrire des espèces"),
        lead=_("Une ligne inscrite ne s'efface pas : une erreur se corrige par la ligne contraire."),
        facts=[Fact(_("Reste"), money(queries.cash_on(one.pk)))],
        form=form,
        submit=_("Inscrire le mouvement"),
        back=back,
    )
