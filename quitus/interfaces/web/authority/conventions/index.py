"""What one finds in the file of a convention: its texts, what is due, exchanges, tools."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.grants import queries, states
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import queries as obligations
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.authority.acts.doors import keeps
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import IndexLine, IndexPart
from quitus.kernel.clock import today


def index_of(request: SchemeRequest, found: Convention) -> list[IndexPart]:
    """Every page kept with a convention that the reader may open, by kind."""
    return [
        IndexPart(_("Textes"), _texts(request, found)),
        IndexPart(_("Ce qui est dû"), _owed(request, found)),
        IndexPart(_("Échanges"), _exchanges(request, found)),
        IndexPart(_("Outils"), _tools(request, found)),
    ]


def index_of_amendment(request: SchemeRequest, text: Amendment) -> list[IndexPart]:
    """What the manager may do with an amendment that nobody has signed yet, by kind."""

    def line(view: str, label: str, icon: str) -> IndexLine:
        return IndexLine(label, here(request, f"authority:{view}", text.pk), icon)

    prepared = [
        line("enter_amendment", _("Saisir des signatures anciennes"), "clock-history"),
        line("withdraw_amendment", _("Abandonner l'avenant"), "x-lg"),
    ]
    if text.deliberation is not None:
        prepared.insert(0, line("attach_amendment_deliberation", _("Changer de délibération"), "journal-text"))
    return [
        IndexPart(
            _("Ce qu'il récrit"),
            [
                line("amend_articles", _("Récrire un article"), "pencil"),
                line("amend_annexes", _("Changer une annexe"), "folder"),
                line("amend_parameters", _("Changer un paramètre"), "gear"),
                line("state_effect", _("Fixer la date d'effet"), "calendar-event"),
            ],
        ),
        IndexPart(
            _("Ce qui est dû"),
            [
                line("amend_duties", _("Changer une règle d'obligation"), "signpost-split"),
                line("move_obligation", _("Déplacer une obligation"), "arrow-left-right"),
                line("owe_more", _("Ajouter une obligation"), "plus-lg"),
            ],
        ),
        IndexPart(_("Sa préparation"), prepared),
    ]


def _texts(request: SchemeRequest, found: Convention) -> list[IndexLine]:
    annexes = sum(not one.is_repealed for one in queries.consolidated_annexes(found.pk, today()))
    originals = _("%(count)s sur %(all)s joints") % {
        "count": len(queries.originals(found)),
        "all": len(states.PARTIES),
    }
    return [
        IndexLine(_("Texte consolidé"), here(request, "authority:convention_text"), "file-text", _("À toute date")),
        IndexLine(
            _("Annexes"),
            here(request, "authority:annexes"),
            "folder",
            ngettext("%(count)s annexe", "%(count)s annexes", annexes) % {"count": annexes},
        ),
        IndexLine(_("Originaux signés"), here(request, "authority:originals"), "archive", originals),
        IndexLine(_("Parties et signataires"), here(request, "authority:parties"), "people"),
        IndexLine(_("Actes de l'assemblée"), here(request, "authority:acts"), "journal-text"),
    ]


def _owed(request: SchemeRequest, found: Convention) -> list[IndexLine]:
    late = obligations.agenda(found.pk, today(), obligations.Filters(state="late")).count()
    told = ngettext("%(count)s en retard", "%(count)s en retard", late) % {"count": late} if late else ""
    lines = [
        IndexLine(_("Obligations"), here(request, "authority:obligations"), "list-check", told),
        IndexLine(_("Règles d'obligation"), here(request, "authority:duties"), "signpost-split"),
        IndexLine(_("Comité technique"), here(request, "authority:committee"), "people"),
    ]
    if request.actor.role == MANAGER:
        lines.append(IndexLine(_("Mes rappels"), here(request, "authority:my_reminders"), "calendar3"))
    return lines


def _exchanges(request: SchemeRequest, found: Convention) -> list[IndexLine]:
    lines = [
        IndexLine(_("Correspondance"), here(request, "authority:letters"), "envelope"),
        IndexLine(_("Documents produits"), here(request, "authority:documents"), "printer"),
    ]
    if found.in_force_on is not None:
        lines.append(IndexLine(_("Propositions du financeur"), here(request, "authority:proposals"), "inbox"))
    return lines


def _tools(request: SchemeRequest, found: Convention) -> list[IndexLine]:
    lacking = len(queries.lacks(found))
    told = ngettext("%(count)s point à compléter", "%(count)s points à compléter", lacking) % {"count": lacking}
    lines = [
        IndexLine(_("Constats sur les textes"), here(request, "authority:findings"), "search"),
        IndexLine(
            _("Ce qui manque"),
            here(request, "authority:convention_lacks"),
            "clipboard-check",
            told if lacking else _("Rien"),
        ),
    ]
    if found.in_force_on is not None:
        lines.insert(0, IndexLine(_("Simuler un avenant"), here(request, "authority:simulator"), "graph-up"))
    if keeps(request):
        lines.append(IndexLine(_("Lire un acte"), here(request, "authority:read_act"), "hand-index-thumb"))
    return lines
