"""The audit trail: who did what, when, from where."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.audit.queries import entries
from quitus.domain.organisations.roles import LABELS
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.administration.words import subject_label
from quitus.interfaces.web.layout.components import Column, Empty, Row, Table
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.words import told


@page(audience="administration")
def trail(request: SchemeRequest) -> HttpResponse:
    """The lines of the scheme, newest first; one role's with `?role=`, some words' with `?q=`."""
    role, words = request.GET.get("role", ""), request.GET.get("q", "").strip()
    lines = paginate(request, entries(request.membership.scheme_id, role=role, words=words))
    return show_list(
        request,
        title=_("Journal"),
        lead=_("Tout ce qui a été fait, par qui, quand et depuis quelle adresse. Rien ne s'y efface."),
        chips=chips(
            request,
            "role",
            [(known, _(label), None) for known, label in LABELS.items()],
            everything=_("Tous les rôles"),
        ),
        page=lines,
        table=Table(
            caption=_("Journal du dispositif"),
            columns=[
                Column(_("Quand"), "moment"),
                Column(_("Ce qui a été fait")),
                Column(_("Sur quoi")),
                Column(_("Par qui")),
                Column(_("Rôle")),
                Column(_("Adresse")),
            ],
            rows=[
                Row(
                    [
                        entry.at,
                        told(entry),
                        subject_label(entry.subject_kind),
                        entry.actor_label,
                        _(LABELS[entry.role]) if entry.role in LABELS else "",
                        entry.ip or "",
                    ]
                )
                for entry in lines.items
            ],
            empty=Empty(_("Aucune ligne ne correspond."), _("Choisissez un autre rôle, ou tous les rôles.")),
        ),
    )
