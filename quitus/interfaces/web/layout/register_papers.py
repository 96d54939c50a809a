"""The papers of the register as pages: choose one, read it, take it as a PDF or a spreadsheet, keep it.

The same for every audience; each says which holders, régies and mandates are its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header, urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.connectors import spreadsheets
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder, Imprest, MandateConvention
from quitus.domain.documents import kinds
from quitus.domain.documents import queries as documents
from quitus.domain.documents.models import ProducedDocument
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import (
    Chip,
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Table,
    day,
    moment,
    money,
    number,
)
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.pages import Section, show, show_list
from quitus.interfaces.web.layout.words import day as day_words
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import today
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_
from quitus.usecases import papers, registers
from quitus.usecases.registers.errors import PeriodBackwards, PeriodNotOver, RegisterTooLong
from quitus.usecases.registers.framing import FIRST_NUMBER
from quitus.usecases.registers.making import MOST_ON_SCREEN
from quitus.usecases.registers.shape import Cell, Item, Kind, Part, Statement
from quitus.usecases.registers.shape import Column as PaperColumn

OF_AN_IMPREST = (kinds.BALANCE, kinds.MONTHLY_STATEMENT, kinds.BORDEREAU_EMPLOI, kinds.COMPTE_EMPLOI)
OF_A_MANDATE = (kinds.MANDATE_BORDEREAU, kinds.MANDATE_COMPTE)
PASS = PaperColumn(N_("Pass"))
PASSING = (states.CARRIER, states.DRAWER)
"""Hands through which pass go: their registers are offered while they hold some."""
KEPT_SHOWN = 30
FILES = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}


@dataclass(frozen=True)
class Scope:
    """What an audience may ask papers of; its addresses are `audience:papers`, `:paper`, `:keep_paper`, `:kept_paper`.

    `slips` says whether a slip is the reader's.
    """

    audience: str
    holders: Sequence[Holder]
    imprests: Sequence[Imprest]
    slips: Callable[[int], bool]
    mandates: Sequence[MandateConvention] = ()

    def has(self, kind: str, subject_id: int) -> bool:
        """Whether a paper of this kind about this thing is the reader's to see."""
        if kind == kinds.SLIP:
            return self.slips(subject_id)
        if kind == kinds.STOCK_REGISTER:
            return any(one.pk == subject_id for one in self.holders)
        if kind in kinds.OF_A_MANDATE:
            return any(one.pk == subject_id for one in self.mandates)
        return kind in OF_AN_IMPREST and any(one.pk == subject_id for one in self.imprests)

    def to(self, request: SchemeRequest, view: str, *keys: object, query: str = "") -> str:
        """An address of this audience."""
        return here(request, f"{self.audience}:{view}", *keys, query=query)


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    since: date
    until: date

    @property
    def query(self) -> str:
        """As the address says it."""
        return urlencode({"du": self.since.isoformat(), "au": self.until.isoformat()})

    @property
    def typed(self) -> dict[str, str]:
        """As somebody types it."""
        return {"du": f"{self.since:%d/%m/%Y}", "au": f"{self.until:%d/%m/%Y}"}


def usual(kind: str, on: date) -> Period:
    """The period of which a paper is usually asked on a day."""
    if kind in (kinds.BALANCE, kinds.SLIP):
        return Period(on, on)
    if kind in (kinds.COMPTE_EMPLOI, kinds.MANDATE_COMPTE):
        return Period(date(on.year - 1, 1, 1), date(on.year - 1, 12, 31))
    if kind == kinds.STOCK_REGISTER:
        return Period(on.replace(day=1), on)
    last = on.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def periods(kind: str, on: date) -> list[tuple[str, Period]]:
    """The periods offered beside the two days one may type."""
    if kind in (kinds.BALANCE, kinds.SLIP):
        return []
    first = on.replace(day=1)
    last = first - timedelta(days=1)
    former = date(on.year - 1, 1, 1)
    return [
        (_("Ce mois"), Period(first, on)),
        (_("Le mois dernier"), Period(last.replace(day=1), last)),
        (_("Cette année"), Period(date(on.year, 1, 1), on)),
        (_("L'an dernier"), Period(former, date(on.year - 1, 12, 31))),
    ]


class PeriodForm(forms.Form):
    """The two days of a period; the first is not asked for a paper of one day."""

    du = DayField(label=gettext_lazy("Du"), not_after_today=True)
    au = DayField(label=gettext_lazy("Au"), not_after_today=True)

    def __init__(self, *args: Any, one_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if one_day:
            del self.fields["du"]


def show_papers(request: SchemeRequest, scope: Scope, *, back: Link | None = None) -> HttpResponse:
    """Which papers there are, and of whom; below, those that were kept."""
    return show_list(
        request,
        title=_("Registres et états"),
        lead=_("Ce que la loi veut de qui détient des pass, à toute date : à l'écran, en PDF et en tableur."),
        back=back,
        table=_offered(request, scope),
        kept=_kept(request, scope),
        template="layout/register_papers.html",
    )


def _offered(request: SchemeRequest, scope: Scope) -> Table:
    on = today()
    asked = [(kind, one.pk, one.name) for one in scope.imprests for kind in OF_AN_IMPREST]
    asked += [(kind, one.pk, one.body.name) for one in scope.mandates for kind in OF_A_MANDATE]
    chain = list(states.CUSTODY)
    now = {
        line.holder.pk for line in queries.stock(holder_ids=[one.pk for one in scope.holders if one.kind in PASSING])
    }
    shown = [one for one in scope.holders if one.kind not in PASSING or one.pk in now]
    held = sorted(shown, key=lambda one: (chain.index(one.kind), sort_key(one.label)))
    asked += [(kinds.STOCK_REGISTER, one.pk, _(one.label)) for one in held]
    rows = []
    for kind, subject_id, name in asked:
        period = usual(kind, on)
        url = scope.to(request, "paper", kind, subject_id, query=period.query)
        rows.append(Row([_(kinds.LABELS[kind]), name, period_words(period)], url=url))
    return Table(
        caption=_("Registres et états"),
        columns=[Column(_("Document")), Column(_("De qui")), Column(_("Période proposée"))],
        rows=rows,
        empty=Empty(_("Aucun registre pour l'instant."), _("Ils commencent quand un coffre reçoit des pass.")),
    )


def period_words(period: Period) -> str:
    """« du 1 avril 2023 au 30 avril 2023 », « au 12 mai 2023 »."""
    if period.since == period.until:
        return _("au %(day)s") % {"day": day_words(period.until)}
    return _("du %(since)s au %(until)s") % {"since": day_words(period.since), "until": day_words(period.until)}


def _kept(request: SchemeRequest, scope: Scope) -> Table:
    of_holders = Q(kind=kinds.STOCK_REGISTER, subject_id__in=[one.pk for one in scope.holders])
    of_imprests = Q(kind__in=OF_AN_IMPREST, subject_id__in=[one.pk for one in scope.imprests])
    of_mandates = Q(kind__in=OF_A_MANDATE, subject_id__in=[one.pk for one in scope.mandates])
    mine = documents.produced_documents().filter(of_holders | of_imprests | of_mandates).order_by("-pk")[:KEPT_SHOWN]
    return Table(
        caption=_("Documents gardés"),
        columns=[
            Column(_("Document")),
            Column(_("Produit le"), "day"),
            Column(_("Par")),
            Column(_("Empreinte"), "code"),
        ],
        rows=[
            Row(
                [one.title, one.produced_on, one.produced_by, f"{one.pdf_sha256[:12]}…"],
                url=scope.to(request, "kept_paper", one.pk, "pdf"),
            )
            for one in mine
        ],
        empty=Empty(_("Aucun document gardé."), _("Ouvrez un registre ou un état, puis « Garder ce document ».")),
    )


def show_paper(request: SchemeRequest, scope: Scope, kind: str, subject_id: int) -> HttpResponse:
    """One paper over the period that the address asks: on screen, or as a file (`?format=pdf`, `?format=xlsx`)."""
    if not scope.has(kind, subject_id):
        raise Http404
    asked = {name: request.GET[name] for name in ("du", "au") if request.GET.get(name)}
    period = usual(kind, today())
    one_day = kind in (kinds.BALANCE, kinds.SLIP)
    form = PeriodForm(asked or period.typed, one_day=one_day)
    if form.is_valid():
        until = form.cleaned_data["au"]
        period = Period(form.cleaned_data.get("du") or until, until)
        form = PeriodForm(period.typed, one_day=one_day)
        form.is_valid()
    file_format = request.GET.get("format", "")
    if form.is_valid() and file_format in ("pdf", "xlsx"):
        return _file(kind, subject_id, period, file_format)
    return _screen(request, scope, kind, subject_id, period, form)


def _file(kind: str, subject_id: int, period: Period, file_format: str) -> HttpResponse:
    made = registers.pdf if file_format == "pdf" else registers.workbook
    content = found(made, kind, subject_id, period.since, period.until)
    media_type = FILES.get(file_format, spreadsheets.MEDIA_TYPE)
    name = f"{slugify(kinds.LABELS[kind])}-{period.until.isoformat()}.{file_format}"
    disposition = content_disposition_header(file_format != "pdf", name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


def _screen(
    request: SchemeRequest, scope: Scope, kind: str, subject_id: int, period: Period, form: forms.Form
) -> HttpResponse:
    told, refusal = None, ""
    try:
        told = found(lambda: registers.statement(kind, subject_id, period.since, period.until, most=MOST_ON_SCREEN))
    except (PeriodBackwards, PeriodNotOver, RegisterTooLong) as refused:
        refusal = sentence(refused)
    chosen = [
        Chip(label, scope.to(request, "paper", kind, subject_id, query=one.query), None, one == period)
        for label, one in periods(kind, today())
    ]
    return show(
        request,
        "layout/register_paper.html",
        title=_(told.title) if told else _(kinds.LABELS[kind]),
        lead=_(told.about) if told else "",
        back=Link(_("Registres et états"), scope.to(request, "papers")),
        actions=_takings(request, scope, kind, subject_id, period),
        chips=chosen,
        form=None if kind == kinds.SLIP else form,
        refusal=refusal,
        sections=_sections(told) if told else [],
        signatures=[_(signer.party) for signer in told.signers] if told else [],
        reference=told.reference if told else "",
    )


def _takings(request: SchemeRequest, scope: Scope, kind: str, subject_id: int, period: Period) -> list[Link]:
    def to(view: str, **more: str) -> str:
        return scope.to(request, view, kind, subject_id, query=f"{period.query}&{urlencode(more)}".rstrip("&"))

    return [
        Link(_("PDF à signer"), to("paper", format="pdf"), "primary", "download"),
        Link(_("Tableur (XLSX)"), to("paper", format="xlsx"), "secondary", "download"),
        Link(_("Garder ce document"), to("keep_paper"), "secondary", "archive"),
    ]


def _sections(told: Statement) -> list[Section]:
    facts = [_fact(item) for item in told.items if item.value not in (None, "")]
    tables = [Section(title=_(part.caption), table=as_table(part)) for part in told.parts]
    return [Section(facts=facts), *tables, *(Section(text=_(note)) for note in told.notes)]


def _fact(item: Item) -> Fact:
    return Fact(_(item.label), typed(item.value, item.kind))


def typed(value: Cell, kind: Kind) -> object:
    """A value of a paper as the page writes it; fixed words are translated."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return money(value) if kind == "money" else number(value)
    return _words(value)


def _words(value: str | None) -> str:
    return _(value) if value else ""


def as_table(part: Part) -> Table:
    """A table of a paper as the page draws it: on screen, the two numbers of a range stand in one cell."""
    part = _narrowed(part)
    lines = [part.opening, *part.rows] if part.opening else part.rows

    def cell(value: Cell) -> object:
        return _words(value) if value is None or isinstance(value, str) else value

    def total(value: Cell, kind: Kind) -> object:
        return "" if value is None else typed(value, kind)

    return Table(
        caption=_(part.caption),
        columns=[Column(_(column.label), column.kind) for column in part.columns],
        rows=[Row([cell(value) for value in line]) for line in lines],
        totals=[total(value, column.kind) for value, column in zip(part.totals, part.columns, strict=True)]
        if lines
        else [],
        empty=Empty(_(part.nothing)),
    )


def _narrowed(part: Part) -> Part:
    labels = [column.label for column in part.columns]
    if FIRST_NUMBER.label not in labels:
        return part
    at = labels.index(FIRST_NUMBER.label)

    def joined(line: Sequence[Cell]) -> list[Cell]:
        first, last = line[at], line[at + 1]
        told = f"{first} – {last}" if first and last and first != last else first
        return [*line[:at], told, *line[at + 2 :]]

    return replace(
        part,
        columns=(*part.columns[:at], PASS, *part.columns[at + 2 :]),
        rows=[joined(line) for line in part.rows],
        opening=joined(part.opening) if part.opening else (),
        totals=joined(part.totals) if part.totals else (),
    )


def keep_paper(request: SchemeRequest, scope: Scope, kind: str, subject_id: int) -> HttpResponse:
    """Keep a paper: the page that asks, then the act."""
    if not scope.has(kind, subject_id):
        raise Http404
    form = PeriodForm({name: request.GET.get(name, "") for name in ("du", "au")}, one_day=False)
    if not form.is_valid():
        raise Http404
    period = Period(form.cleaned_data["du"], form.cleaned_data["au"])
    shown = scope.to(request, "paper", kind, subject_id, query=period.query)
    return bind(
        request,
        forms.Form(sent(request)),
        registers.keep,
        Act(
            title=_("Garder ce document"),
            happens=_("Un PDF accessible et un ODT seront faits et gardés, avec leurs données et leurs empreintes."),
            facts=(
                Fact(_("Document"), _(kinds.LABELS[kind])),
                Fact(_("Période"), period_words(period)),
            ),
            final=_("Un document gardé ne se modifie pas et ne se retire pas : on en produit un autre."),
            button=_("Garder ce document"),
            done=_("Le document est gardé. Imprimez-le et faites-le signer."),
        ),
        back=Link(_("Ne rien garder"), shown),
        to=lambda made: scope.to(request, "papers"),
        kind=kind,
        subject_id=subject_id,
        since=period.since,
        until=period.until,
    )


def give_kept(request: SchemeRequest, scope: Scope, document_id: int, file_format: str) -> HttpResponse:
    """The file of a kept paper, as it was made; 404 for another's."""
    one: ProducedDocument = found(documents.document, document_id)
    if one.kind not in kinds.OF_THE_REGISTER or not scope.has(one.kind, one.subject_id) or file_format not in FILES:
        raise Http404
    _one, content = found(papers.download, document_id, file_format)
    name = f"{slugify(one.title)[:80]}.{file_format}"
    disposition = content_disposition_header(True, name)
    return HttpResponse(content, content_type=FILES[file_format], headers={"Content-Disposition": disposition})
