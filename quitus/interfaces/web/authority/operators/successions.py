"""When an operator fails: the archive for whoever takes its pass up."""

from django import forms
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from quitus.domain.operators import queries
from quitus.domain.operators.models import Succession
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.operators.files import attached, back_to_files
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Table, code, money
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today
from quitus.usecases import succession


class ArchiveForm(forms.Form):
    """Why an archive is made, and when."""

    reason = forms.CharField(label=gettext_lazy("Motif"), max_length=300)
    occurred_on = DayField(label=gettext_lazy("Date"), not_after_today=True, initial=today)


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def successions(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """The archives made for a successor, or taken up."""
    contract = found(queries.contract, contract_id)
    lines = paginate(request, queries.successions(contract.operator_id))
    new = Link(_("Produire l'archive"), here(request, "authority:make_archive", contract.pk), "primary", "archive")
    entrust = Link(_("Confier des commandes"), here(request, "authority:entrust_orders", contract.pk), icon="people")
    leads = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Succession de %(operator)s") % {"operator": contract.operator.short_name},
        lead=_("Si l'opérateur fait défaut, une archive donne à un autre de quoi honorer les pass."),
        back=back_to_files(request, contract),
        actions=[new, entrust] if leads else [],
        page=lines,
        table=Table(
            caption=_("Archives"),
            columns=[
                Column(_("Date"), "day"),
                Column(_("Sens")),
                Column(_("Motif")),
                Column(_("Commandes"), "number"),
                Column(_("Pass"), "number"),
                Column(_("Dû aux structures"), "money"),
                Column(_("Clés")),
                Column(_("Empreinte (SHA-256)")),
            ],
            rows=[_row(request, one) for one in lines.items],
            empty=Empty(
                _("Aucune archive."),
                _("Elle contient numéros, états, circulation, lieux et sommes dues, jamais le nom d'une personne."),
                new if leads else None,
            ),
        ),
    )


def _row(request: SchemeRequest, one: Succession) -> Row:
    told = one.manifest
    return Row(
        [
            one.occurred_on,
            _("sortie") if one.direction == "out" else _("reprise"),
            one.reason,
            told["orders"],
            told["pass"],
            money(told["due_cents"]),
            _keys(told),
            code(one.sha256[:16]),
        ],
        url=here(
            request, "authority:debts_before" if one.direction == "in" else "authority:archive_of_succession", one.pk
        ),
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def debts_before(request: SchemeRequest, succession_id: int) -> HttpResponse:
    """What the operator before owes each structure, as the archive taken up says it."""
    one = found(queries.succession, succession_id)
    lines = paginate(request, queries.debts_before(one.pk))
    return show_list(
        request,
        title=_("Dû par l'ancien opérateur"),
        lead=_(
            "Pour des utilisations d'avant la reprise, selon l'archive reprise le %(day)s. Ces sommes ne sont dans "
            "aucun compte de ce dispositif : chaque structure les déclare au liquidateur."
        )
        % {"day": day(one.occurred_on)},
        back=Link(_("Contrats"), here(request, "authority:contracts")),
        actions=[
            Link(_("Télécharger l'archive"), here(request, "authority:archive_of_succession", one.pk), icon="download")
        ],
        page=lines,
        table=Table(
            caption=_("Structures"),
            columns=[Column(_("Structure")), Column(_("Pass"), "number"), Column(_("Montant"), "money")],
            rows=[Row([line.organisation.name, line.count, line.amount_cents]) for line in lines.items],
            empty=Empty(_("Rien n'était dû."), _("Toutes les utilisations d'avant la reprise étaient payées.")),
        ),
    )


def _keys(told: dict[str, int]) -> str:
    """Whether the keys are in the archive, and who else has orders with them."""
    said = _("scellées") if told["keys_are_sealed_inside"] else _("absentes")
    others = told["other_orders_with_these_keys"]
    shared = ngettext(
        "%(said)s ; partagées avec %(count)s autre commande",
        "%(said)s ; partagées avec %(count)s autres commandes",
        others,
    )
    return shared % {"said": said, "count": others} if others else said


@page(audience="authority", roles=(MANAGER,))
def make_archive(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """Make the archive, without keys."""
    contract = found(queries.contract, contract_id)
    return bind(
        request,
        ArchiveForm(sent(request)),
        succession.make_archive,
        Act(
            title=_("Produire l'archive de succession"),
            happens=_(
                "Tout ce qu'il faut pour honorer les pass de %(operator)s est réuni dans une archive, sauf les clés."
            )
            % {"operator": contract.operator.short_name},
            button=_("Produire l'archive"),
            done=_("L'archive est produite. Ouvrez sa ligne pour la télécharger."),
            final=_(
                "Les clés servent peut-être à d'autres commandes : seul qui tient la machine les joint, scellées pour "
                "le repreneur, par la commande « quitus succession make »."
            ),
            refused={"date_in_the_future": "occurred_on"},
        ),
        back=Link(_("Succession"), here(request, "authority:successions", contract.pk)),
        operator_id=contract.operator_id,
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
@require_GET
def archive(request: SchemeRequest, succession_id: int) -> FileResponse:
    """The archive itself."""
    one, path = found(succession.archive_content, succession_id)
    return attached(path, f"succession-{one.occurred_on.isoformat()}.zip")
