"""How obligations are shown."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.connectors import documents
from quitus.domain.grants.models.files import KeptFile
from quitus.domain.obligations import states
from quitus.domain.obligations.models import Duty, Obligation
from quitus.domain.obligations.rules import Rule
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Status, Table, Tone

TONES: dict[str, Tone] = {
    states.COMING: "neutral",
    states.DUE: "waiting",
    states.LATE: "late",
    states.DONE: "done",
    states.WAIVED: "neutral",
    states.SUPERSEDED: "neutral",
}


def status_of(one: Obligation, today: date) -> Status:
    """Where an obligation stands."""
    state = one.standing(today)
    return Status(TONES[state], _(states.LABELS[state]))


def table_of(
    request: HttpRequest, found: list[Obligation], today: date, *, empty: Empty, caption: str = "", sort: str = ""
) -> Table:
    """A register of obligations; `sort` is the key by which a list orders its dates."""
    return Table(
        caption=caption or _("Obligations"),
        columns=[
            Column(_("Ce qui est dû")),
            Column(_("Échéance"), "day", sort=sort),
            Column(_("Par")),
            Column(_("Article")),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    one.label,
                    one.due_on,
                    _(states.OWED_BY[one.owed_by]),
                    one.article_number,
                    status_of(one, today),
                ],
                url=here(request, "authority:obligation", one.pk),
            )
            for one in found
        ],
        empty=empty,
    )


def when(duty: Duty) -> str:
    """When a duty is due, in words: « 2 mois après la signature de la convention »."""
    rule = duty.timing
    match rule.rule:
        case states.AT_DATE:
            return _carried(_("le %(day)s") % {"day": words.day(rule.on)} if rule.on else "", rule)
        case states.AFTER_EVENT:
            return _carried(_delayed(rule.months, rule.days, _(states.EVENTS.get(rule.event, rule.event))), rule)
        case states.PERIODIC:
            return _series(rule)
    said = _("si %(condition)s") % {"condition": rule.condition}
    if not (rule.months or rule.days):
        return said
    delay = _carried(_delayed(rule.months, rule.days, _("ce jour")), rule)
    return _("%(condition)s : %(delay)s") % {"condition": said, "delay": delay}


def _series(rule: Rule) -> str:
    if rule.day and rule.every == states.MONTH:
        said = _("%(every)s, le %(day)s")
    elif rule.day:
        said = _("%(every)s, le %(day)s du dernier mois")
    else:
        said = _("%(every)s, %(delay)s après sa fin") if rule.days else _("%(every)s, à la fin")
    delay = ngettext("%(count)s jour", "%(count)s jours", rule.days) % {"count": rule.days}
    told = said % {"every": _(states.EVERY[rule.every]).lower(), "day": rule.day, "delay": delay}
    since, until = _(states.EVENTS.get(rule.since, rule.since)), _(states.EVENTS.get(rule.until, rule.until))
    bounds = _("depuis %(since)s, jusqu'à %(until)s") % {"since": since, "until": until}
    return f"{_carried(told, rule)} ({bounds})"


def _carried(said: str, rule: Rule) -> str:
    return _("%(rule)s ou le jour ouvré suivant") % {"rule": said} if rule.carries_over else said


def _delayed(months: int, days: int, event: str) -> str:
    parts = []
    if months:
        parts.append(ngettext("%(count)s mois", "%(count)s mois", abs(months)) % {"count": abs(months)})
    if days:
        parts.append(ngettext("%(count)s jour", "%(count)s jours", abs(days)) % {"count": abs(days)})
    if not parts:
        return _("le jour même : %(event)s") % {"event": event}
    delay = _(" et ").join(parts)
    if months < 0 or (not months and days < 0):
        return _("%(delay)s avant %(event)s") % {"delay": delay, "event": event}
    return _("%(delay)s après %(event)s") % {"delay": delay, "event": event}


def file_link(request: HttpRequest, view: str, key: int, file: KeptFile) -> Link | None:
    """Where a file kept with something is read; None when there is none."""
    return Link(file.file_name, here(request, view, key)) if file.sha256 else None


def download(file: KeptFile) -> HttpResponse:
    """The bytes of a kept file, as they were stored."""
    disposition = content_disposition_header(True, file.file_name)
    content = documents.read(file.sha256)
    return HttpResponse(content, content_type=file.media_type, headers={"Content-Disposition": disposition})
