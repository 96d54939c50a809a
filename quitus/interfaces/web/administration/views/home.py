"""The administrator's first page."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.audit.models import Entry
from quitus.domain.audit.queries import latest
from quitus.domain.organisations.queries import members
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Figure, Link, number
from quitus.interfaces.web.layout.pages import show_home
from quitus.interfaces.web.layout.threads import lately

PAGES = {"user": "administration:person", "organisation": "administration:organisation"}
KINDS = (*PAGES, "membership", "scheme")  # what an administrator does, not what everybody does
READ = 100
RECENT = 8


@page(audience="administration")
def home(request: SchemeRequest) -> HttpResponse:
    """Who takes part, what was done lately, and what an administrator can do."""
    scheme_id = request.membership.scheme_id

    def page_of(entry: Entry) -> str:
        view = PAGES.get(entry.subject_kind)
        return here(request, view, entry.subject_id) if view else ""

    return show_home(
        request,
        title=_("Administration"),
        lead=_("Qui prend part au dispositif, avec quel rôle, et ce qui a été fait."),
        figure=Figure(
            number(members(scheme_id).count()),
            _("rôles tenus aujourd'hui"),
            url=here(request, "administration:people"),
        ),
        recent=lately(latest(scheme_id, kinds=KINDS, limit=READ), page_of, limit=RECENT),
        actions=[
            Link(_("Ajouter une personne"), here(request, "administration:welcome"), "primary"),
            Link(_("Enregistrer un organisme"), here(request, "administration:register")),
        ],
        nothing=Empty(
            _("Rien ne vous attend."),
            _("Les demandes d'accès vous parviennent par les responsables du dispositif."),
        ),
    )
