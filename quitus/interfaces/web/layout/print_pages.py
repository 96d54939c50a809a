"""The pages of what is printed of an order, the same for the operator that prints and the authority that issues.

Each door says who it is (`Door`): the names of its pages, and whether whoever asks may hold what is printed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django import forms
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.audit import queries as audit
from quitus.domain.printing import policies, queries, states
from quitus.domain.printing.models import PrintPart, PrintRun, Proof
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers import states as orders
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import printing as written
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, Past, Thread
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.orders import quantity_words
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form
from quitus.interfaces.web.layout.threads import gathered
from quitus.kernel.life import after
from quitus.usecases import printing

VERBS = {
    "keep_proof",
    "approve_proof",
    "refuse_proof",
    "ask_run",
    "finish_run",
    "stop_run",
    "resume_run",
    "download_part",
    "download_run",
    "erase_run",
}
"""What the thread of an order says of its printing."""


@dataclass(frozen=True)
class Door:
    """An audience and the prefix of its pages: « operator », « authority »."""

    name: str

    def to(self, request: SchemeRequest, view: str, key: int) -> str:
        """The address of one of its pages."""
        return here(request, f"{self.name}:{view}", key)


def may_print(request: SchemeRequest, order: Order) -> bool:
    """Whether the reader may have pass of this order printed, and take the files."""
    own = queries.is_own(order, request.actor.organisation_id)
    return policies.may_print(request.actor.role, own=own, self_issued=order.operator_contract_id is None)


def show_printing(request: SchemeRequest, door: Door, order: Order) -> HttpResponse:
    """What was proved and printed of an order, and what may be now."""
    proofs = list(queries.proofs(order.pk))
    runs = list(queries.with_progress(queries.runs(order.pk).select_related("order")))
    lines = [entry for entry in audit.thread("order", order.pk) if entry.verb in VERBS]
    return show_detail(
        request,
        title=_("Impression de la commande %(number)s") % {"number": order.number},
        lead=_("Une épreuve d'abord, approuvée au nom d'une personne ; puis les pass, en fichiers à imprimer."),
        back=Link(_("Commande %(number)s") % {"number": order.number}, door.to(request, "order", order.pk)),
        facts=[
            Fact(_("Pass"), quantity_words(order)),
            Fact(_("Valables jusqu'au"), order.valid_until),
            Fact(_("Bon à tirer donné par"), order.proof_by or "—"),
        ],
        thread=Thread(past=gathered(lines) or [Past(order.confirmed_on, _("Commande confirmée"))])
        if order.confirmed_on
        else None,
        actions=list(_offered(request, door, order)),
        tables=[
            written.proofs_table(
                proofs,
                lambda one: door.to(request, "proof", one.pk),
                _("Le bon à tirer de cette commande a été donné sur papier.")
                if order.proof_by
                else _("Elle se prépare entre la confirmation de la commande et la production des pass."),
            ),
            written.runs_table(
                runs,
                lambda one: door.to(request, "print_run", one.pk),
                _("Une impression se demande une fois les pass produits, par qui les imprime."),
            ),
        ],
    )


def _offered(request: SchemeRequest, door: Door, order: Order) -> Iterator[Link]:
    awaiting = queries.proofs(order.pk).filter(state=states.MADE).first()
    if awaiting is not None:
        yield Link(_("Relire l'épreuve"), door.to(request, "proof", awaiting.pk), "primary")
    elif order.state == orders.CONFIRMED and not vouchers.has_ended_unused(order):
        yield Link(_("Préparer l'épreuve"), door.to(request, "make_proof", order.pk), "primary")
    if order.state in orders.MINTED and may_print(request, order):
        yield Link(_("Imprimer des pass"), door.to(request, "ask_print", order.pk), "primary", "printer")


def make_proof(request: SchemeRequest, door: Door, order: Order) -> HttpResponse:
    """Make the proof of an order."""
    act = Act(
        title=_("Préparer l'épreuve de la commande %(number)s") % {"number": order.number},
        happens=_("Un carnet complet est mis en page avec des codes qui ne valent rien, pour être relu."),
        undo=_("Une épreuve refusée se remplace par une autre."),
        button=_("Préparer l'épreuve"),
        done=_("L'épreuve est prête à relire."),
    )
    back = Link(_("Revenir à l'impression"), door.to(request, "printing", order.pk))
    return bind(
        request,
        forms.Form(sent(request)),
        printing.make_proof,
        act,
        back=back,
        to=lambda made: door.to(request, "proof", made.pk),
        order_id=order.pk,
    )


def show_proof(request: SchemeRequest, door: Door, one: Proof, actions: list[Link]) -> HttpResponse:
    """One proof."""
    return show_detail(
        request,
        title=_("Épreuve %(rank)s de la commande %(number)s") % {"rank": one.rank, "number": one.order.number},
        lead=_("Une couverture, la lettre et les pass, comme ils seront imprimés. Les codes n'y valent rien."),
        back=Link(_("Impression de la commande"), door.to(request, "printing", one.order_id)),
        status=written.proof_status(one),
        facts=written.proof_facts(one),
        actions=[Link(_("Voir l'épreuve (PDF)"), door.to(request, "proof_file", one.pk), icon="file-text"), *actions],
    )


def proof_file(one: Proof) -> HttpResponse:
    """The PDF of a proof."""
    _proof, content = found(printing.proof_file, one.pk)
    name = _("epreuve-%(number)s-%(rank)s.pdf") % {"number": one.order.number, "rank": one.rank}
    disposition = content_disposition_header(False, name)
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def ask_print(request: SchemeRequest, door: Door, order: Order) -> HttpResponse:
    """Ask for pass to be printed."""
    if not may_print(request, order):
        raise Http404
    form = written.RunForm(sent(request), order=order, initial=_asked_alone(request, order))
    return carry_out(
        request,
        form,
        printing.ask_run,
        done=_("L'impression est demandée. Ses fichiers arrivent ici, partie par partie."),
        to=lambda made: door.to(request, "print_run", made.pk),
        refused=written.RUN_REFUSALS,
        order_id=order.pk,
    ) or show_form(
        request,
        title=_("Imprimer des pass de la commande %(number)s") % {"number": order.number},
        lead=_("Les codes imprimés valent de l'argent : votre demande et chaque téléchargement sont inscrits au fil."),
        form=form,
        submit=_("Demander l'impression"),
        back=Link(_("Revenir à l'impression"), door.to(request, "printing", order.pk)),
    )


def print_alone(request: SchemeRequest, door: Door, order: Order, pass_number: int, reason: str = "") -> Link | None:
    """The way to print one pass alone, already filled in; None for whoever may not print its order."""
    if order.state not in orders.MINTED or not may_print(request, order):
        return None
    query = urlencode([("pass", str(pass_number)), ("motif", reason)])
    url = f"{door.to(request, 'ask_print', order.pk)}?{query}"
    return Link(_("Imprimer ce pass seul"), url, icon="printer")


def _asked_alone(request: SchemeRequest, order: Order) -> dict[str, object]:
    """What the form begins with when the address names one pass of the order (`?pass=`), and why (`?motif=`)."""
    asked, whole = request.GET.get("pass", ""), vouchers.order_range(order)
    if whole is None or not asked.isdecimal() or not whole.first <= int(asked) <= whole.last:
        return {}
    rank = rules.rank_of(int(asked)) - 1
    return {
        "kind": states.REPLACEMENT,
        "booklets": str(rank // order.booklet_size + 1),
        "place": rank % order.booklet_size + 1,
        "reason": request.GET.get("motif", "")[:300],
    }


def show_run(request: SchemeRequest, door: Door, one: PrintRun) -> HttpResponse:
    """One run: how far it is, its files."""
    takes = may_print(request, one.order)
    readable = takes and one.state != states.ERASED
    return show_detail(
        request,
        title=_("Impression %(number)s") % {"number": one.pk},
        lead=_("Chaque partie se télécharge dès qu'elle est prête ; les fichiers sont effacés après la livraison."),
        back=Link(_("Impression de la commande"), door.to(request, "printing", one.order_id)),
        status=written.run_status(one),
        figures=written.progress_figures(one),
        facts=written.run_facts(one),
        actions=list(_steps(request, door, one)) if takes else [],
        tables=[
            written.parts_table(
                one,
                list(queries.parts(one.pk)),
                (lambda part: door.to(request, "print_part", part.pk)) if readable else None,
            )
        ],
        template="layout/print_run.html",
        said=written.progress_words(one),
    )


def _steps(request: SchemeRequest, door: Door, one: PrintRun) -> Iterator[Link]:
    if one.state == states.READY:
        yield Link(_("Télécharger tout"), door.to(request, "print_files", one.pk), "primary", "download")
    if one.state in states.UNDER_WAY:
        yield Link(_("Arrêter l'impression"), door.to(request, "stop_print", one.pk))
    if one.state == states.STOPPED:
        yield Link(_("Reprendre l'impression"), door.to(request, "resume_print", one.pk), "primary")
    if after(states.RUN, one.state, "erase_run"):
        yield Link(_("Effacer les fichiers"), door.to(request, "erase_print", one.pk), "link")


class ReasonForm(forms.Form):
    """Why, in one sentence."""

    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)


def stop_print(request: SchemeRequest, door: Door, one: PrintRun) -> HttpResponse:
    """Stop a run."""
    act = Act(
        title=_("Arrêter l'impression %(number)s") % {"number": one.pk},
        happens=_("Plus aucune partie n'est préparée. Celles qui sont prêtes restent."),
        undo=_("Vous pourrez la reprendre où elle en est."),
        button=_("Arrêter l'impression"),
        done=_("L'impression est arrêtée."),
    )
    return _step(request, door, one, ReasonForm(sent(request)), printing.stop_run, act)


def resume_print(request: SchemeRequest, door: Door, one: PrintRun) -> HttpResponse:
    """Take up a run that was stopped."""
    act = Act(
        title=_("Reprendre l'impression %(number)s") % {"number": one.pk},
        happens=_("Les parties qui manquent sont préparées ; celles qui sont prêtes ne le sont pas deux fois."),
        button=_("Reprendre l'impression"),
        done=_("L'impression reprend."),
    )
    return _step(request, door, one, forms.Form(sent(request)), printing.resume_run, act)


def erase_print(request: SchemeRequest, door: Door, one: PrintRun) -> HttpResponse:
    """Erase the files of a run."""
    act = Act(
        title=_("Effacer les fichiers de l'impression %(number)s") % {"number": one.pk},
        happens=_("Les fichiers sont effacés. Ce qui a été imprimé reste inscrit."),
        final=_("Des fichiers effacés ne se retrouvent pas : il faudra demander une autre impression."),
        button=_("Effacer les fichiers"),
        done=_("Les fichiers sont effacés."),
        danger=True,
    )
    return _step(request, door, one, ReasonForm(sent(request)), printing.erase_run, act)


def _step(
    request: SchemeRequest, door: Door, one: PrintRun, form: forms.Form, operation: Callable[..., object], act: Act
) -> HttpResponse:
    back = Link(_("Revenir à l'impression"), door.to(request, "print_run", one.pk))
    return bind(request, form, operation, act, back=back, run_id=one.pk)


def print_part(request: SchemeRequest, door: Door, part: PrintPart) -> HttpResponseBase:
    """Give one file: by POST, since who takes it is written first."""
    if request.method == "POST":
        made, content = printing.download_part(by=request.actor, part_id=part.pk)
        name = printing.part_name(made.run, made.rank)
        kind = "text/csv; charset=utf-8" if made.run.kind == states.CSV else "application/pdf"
        disposition = content_disposition_header(True, name)
        return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
    rank = {"rank": part.rank, "total": words.count(part.run.parts_total)}
    return _asked(request, door, part.run, _("Télécharger la partie %(rank)s sur %(total)s") % rank, part.range.count)


def print_files(request: SchemeRequest, door: Door, one: PrintRun) -> HttpResponseBase:
    """Give every file of a run as one archive, by POST."""
    if request.method == "POST":
        archive = printing.download_run(by=request.actor, run_id=one.pk)
        name = _("impression-%(number)s.zip") % {"number": one.pk}
        return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    return _asked(request, door, one, _("Télécharger l'impression %(number)s") % {"number": one.pk}, one.range.count)


def _asked(request: SchemeRequest, door: Door, one: PrintRun, title: str, count: int) -> HttpResponse:
    if not may_print(request, one.order):
        raise Http404
    return show_confirm(
        request,
        title=title,
        happens=_("Ce fichier contient les codes de %(count)s pass. Qui le tient peut les dépenser.")
        % {"count": words.count(count)},
        final=_("Votre nom et l'heure sont inscrits au fil de la commande. Détruisez votre copie une fois imprimée."),
        form=forms.Form(),
        button=_("Télécharger"),
        back=Link(_("Revenir à l'impression"), door.to(request, "print_run", one.pk)),
    )
