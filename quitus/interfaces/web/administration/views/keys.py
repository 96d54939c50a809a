"""The keys behind the codes of pass, as far as a scheme is concerned: read here, kept by commands on the machine."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from quitus.domain.keys import states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Status, Table, Tone, moment
from quitus.interfaces.web.layout.pages import show_list
from quitus.usecases.keys import KeyInScheme, keys_in_scheme

TONES: dict[str, Tone] = {states.ACTIVE: "done", states.RETIRED: "neutral", states.LOST: "late", states.STOLEN: "late"}


@page(audience="administration")
def keys(request: SchemeRequest) -> HttpResponse:
    """Which key made the codes of which order, where each stands, and what is to be replaced."""
    found = keys_in_scheme()
    return show_list(
        request,
        title=_("Clés des codes"),
        lead=_(
            "Chaque pass porte des codes faits avec la clé de sa commande. Les clés se gèrent sur la machine qui les "
            "garde, avec le programme « quitus keys » ; leurs secrets ne sont jamais dans la base."
        ),
        actions=[Link(_("Voir les clés publiques"), reverse("public:keys"))],
        table=Table(
            caption=_("Clés de cette installation"),
            columns=[
                Column(_("Clé"), "code"),
                Column(_("État")),
                Column(_("Créée le"), "moment"),
                Column(_("Secret")),
                Column(_("Commandes de ce dispositif")),
                Column(_("Pass à remplacer"), "number"),
            ],
            rows=[_row(one) for one in found],
            empty=Empty(
                _("Aucune clé : aucune commande ne peut être produite."),
                _("Sur la machine, tapez « quitus keys create »."),
            ),
        ),
        template="administration/keys.html",
        missing=[one.key.pk for one in found if one.key.state in states.PRINTS and not one.secret_is_here],
        lost=[one.key.pk for one in found if one.key.state == states.LOST and one.orders],
        stolen=[one.key.pk for one in found if one.key.state == states.STOLEN and one.to_replace_count],
    )


def _row(one: KeyInScheme) -> Row:
    here = Status("done", _("Présent")) if one.secret_is_here else Status("waiting", _("Absent"))
    return Row(
        [
            one.key.pk,
            Status(TONES[one.key.state], _(states.KEY_LABELS[one.key.state])),
            moment(one.key.created_at),
            here,
            ", ".join(order.number for order in one.orders) or None,
            one.to_replace_count if one.key.state == states.STOLEN else None,
        ]
    )
