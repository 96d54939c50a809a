"""The tag library ``quitus``: components drawn from plain data, values written for a reader."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quitus.interfaces.web.layout import addresses, apart, values, words
from quitus.interfaces.web.layout import components as kit
from quitus.interfaces.web.layout.forms import DayField, EurosField
from quitus.interfaces.web.layout.lists import Page, address
from quitus.kernel.codes import group

register = template.Library()

ICON_OF_TONE = {
    "done": "check-circle-fill",
    "waiting": "hourglass-split",
    "late": "exclamation-triangle-fill",
    "neutral": "circle",
}
ICON_OF_STEP = {"done": "check-lg", "current": "arrow-right", "late": "exclamation-lg", "to_come": ""}
RIGHT = {"number", "money", "share"}
UNBROKEN = RIGHT | {"day"}


# Values


@register.filter
def euros(cents: int | None) -> str:
    """« 1 234,50 € », a dash for nothing."""
    return values.written(cents, "money")


@register.filter
def day(value: date | datetime | None) -> str:
    """« 15 mai 2023 », a dash for nothing."""
    return words.day(value) if value else values.DASH


@register.filter
def month(value: date | datetime | None) -> str:
    """« mai 2023 », a dash for nothing."""
    return words.month(value) if value else values.DASH


@register.filter
def moment(value: datetime | None) -> str:
    """« 15 mai 2023 à 14 h 05 », a dash for nothing."""
    return values.written(value, "moment")


@register.filter
def count(value: int | None) -> str:
    """« 12 345 », a dash for nothing."""
    return values.written(value, "number")


@register.filter
def share(per_mille: int | None) -> str:
    """« 12,5 % » from per mille, a dash for nothing."""
    return values.written(per_mille, "share")


percent = register.filter("percent", share)


@register.filter
def code_groups(code: str) -> str:
    """« ABCDE-FGHJK-MNPQ »."""
    return group(code)


@register.simple_tag
def number_range(first: int, last: int) -> str:
    """« 1201 à 1300 »."""
    return words.number_range(first, last)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing that adds to a word and never replaces it: hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("quitus/icons.svg"),
        name,
    )


@register.simple_tag
def status(value: kit.Status | None) -> SafeString:
    """Where a thing stands: icon and word."""
    if not value:
        return SafeString()
    return format_html(
        '<span class="state state-{}">{}<span>{}</span></span>',
        value.tone,
        icon(ICON_OF_TONE[value.tone]),
        unbroken(value.word),
    )


def hidden(about: object) -> SafeString:
    """What a link adds for those who hear it alone; nothing at all when there is nothing to add."""
    return format_html('<span class="visually-hidden"> : {}</span>', about) if about else SafeString()


BAR_WIDTH, BAR_GAP, BAR_HEIGHT = 5, 2, 22


def bars(held: kit.Bars) -> SafeString:
    """One bar for each count, on the scale of the tallest; a count of nothing leaves a line. Told in words beside."""
    most = max([1, *held.counts])
    drawn = []
    for at, one in enumerate(held.counts):
        height = max(1, round(max(one, 0) * BAR_HEIGHT / most))
        drawn.append((at * (BAR_WIDTH + BAR_GAP), BAR_HEIGHT - height, BAR_WIDTH, height))
    wide = max(1, len(held.counts) * (BAR_WIDTH + BAR_GAP) - BAR_GAP)
    return format_html(
        '<svg class="bars" aria-hidden="true" focusable="false" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>'
        '<span class="bars-words">{}</span>',
        wide,
        BAR_HEIGHT,
        wide,
        BAR_HEIGHT,
        format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}"></rect>', drawn),
        held.words,
    )


@register.simple_tag
def value(held: object, kind: kit.Kind = "text", about: object = "") -> SafeString:
    """Any value a cell or a fact may hold; ``about`` is what its link adds."""
    if isinstance(held, kit.Status):
        return status(held)
    if isinstance(held, kit.Bars):
        return bars(held)
    if isinstance(held, kit.Link) and about:
        held = replace(held, about=about)
    if isinstance(held, kit.Link):
        return format_html('<a href="{}">{}{}</a>', held.url, unbroken(held.label), hidden(held.about))
    if isinstance(held, kit.Typed):
        drawn = value(held.value, held.kind)
        return format_html('<a href="{}">{}{}</a>', held.url, drawn, hidden(about)) if held.url else drawn
    text = values.written(str(held) if isinstance(held, Promise) else held, kind)
    if kind == "code":
        return format_html('<span class="code-text">{}</span>', text)
    return format_html('<span class="num">{}</span>' if kind in UNBROKEN else "{}", unbroken(text))


@register.filter
def unbroken(text: object) -> str:
    """« avenant n° 1 » on one line; what is already drawn is left as it is."""
    return text if isinstance(text, SafeString) else words.unbroken(str(text))


# Addresses and actions


@register.simple_tag(takes_context=True)
def here(context: RequestContext, view: str, *args: object) -> str:
    """The address of a view in the scheme of the page."""
    return addresses.here(context["request"], view, *args)


@register.simple_tag
def action(link: kit.Link) -> SafeString:
    """A link that looks like what it is: the main action, another one, or a plain link."""
    style = {"primary": "btn btn-primary", "danger": "btn btn-danger", "link": "btn btn-link"}
    return format_html(
        '<a class="{}" href="{}">{}<span>{}{}</span></a>',
        style.get(link.weight, "btn btn-outline-primary"),
        link.url,
        icon(link.icon) if link.icon else "",
        link.label,
        hidden(link.about),
    )


@register.inclusion_tag("layout/parts/print_button.html")
def print_button() -> dict[str, object]:
    """A button that prints the page; absent without JavaScript."""
    return {}


@register.inclusion_tag("layout/parts/copy_code.html")
def copy_code(code: str) -> dict[str, object]:
    """A code in groups, with a button that copies it."""
    return {"code": code, "groups": group(code) if len(code) == 14 else code}


# Components


@register.inclusion_tag("layout/parts/facts.html")
def facts(facts: Sequence[kit.Fact]) -> dict[str, object]:
    """A list of facts."""
    return {"facts": facts}


@register.inclusion_tag("layout/parts/thread.html")
def thread(thread: kit.Thread) -> dict[str, object]:
    """The thread: what was done, where it stands, what comes next and who owes it."""
    return {"thread": thread}


@register.inclusion_tag("layout/parts/past.html")
def past(lines: Sequence[kit.Past]) -> dict[str, object]:
    """What was done, line by line, inside a list."""
    return {"lines": list(zip(lines, apart.past_apart(lines), strict=True))}


@register.inclusion_tag("layout/parts/steps.html")
def steps(steps: Sequence[kit.Step]) -> dict[str, object]:
    """The chain a thing goes through, and where it stands in it."""
    return {"steps": [(step, ICON_OF_STEP[step.state]) for step in steps]}


@register.inclusion_tag("layout/parts/chips.html")
def chips(chips: Sequence[kit.Chip]) -> dict[str, object]:
    """Filters with counts."""
    return {"chips": chips}


@register.inclusion_tag("layout/parts/figure.html")
def figure(figure: kit.Figure) -> dict[str, object]:
    """One number, its label, and the lines behind it."""
    return {"figure": figure}


@register.inclusion_tag("layout/parts/figures.html")
def figures(figures: Sequence[kit.Figure]) -> dict[str, object]:
    """Several numbers side by side."""
    return {"figures": figures}


@register.inclusion_tag("layout/parts/tasks.html")
def tasks(tasks: Sequence[kit.Task]) -> dict[str, object]:
    """What is to be done, each line a way to do it."""
    return {"tasks": list(zip(tasks, apart.tasks_apart(tasks), strict=True))}


@register.inclusion_tag("layout/parts/empty.html")
def empty(empty: kit.Empty) -> dict[str, object]:
    """Why there is nothing, and what to do."""
    return {"empty": empty}


@register.inclusion_tag("layout/parts/register.html", takes_context=True, name="register")
def draw_register(context: RequestContext, table: kit.Table, heading: bool = False) -> dict[str, object]:
    """A register: a table, cards on a phone. ``heading`` shows its caption as a heading."""
    request = context["request"]
    return {
        "table": table,
        "heading": heading,
        "columns": [sorted_column(request, column) for column in table.columns],
        "rows": [
            (row, about, cells(table, row.cells, abouts))
            for row, about, abouts in zip(table.rows, apart.rows_apart(table), apart.cells_apart(table), strict=True)
        ],
        "feet": [cells(table, line) for line in (*table.besides, table.totals) if line],
    }


def cells(table: kit.Table, held: Sequence[object], abouts: Mapping[int, str] | None = None) -> list[dict[str, object]]:
    """The values of a line with the column each belongs to; ``abouts`` is what their links add, by rank."""
    return [
        {
            "column": column,
            "value": one,
            "right": column.kind in RIGHT,
            "blank": one == "",
            "about": (abouts or {}).get(rank, ""),
        }
        for rank, (column, one) in enumerate(zip(table.columns, held, strict=True))
    ]


def sorted_column(request: HttpRequest, column: kit.Column) -> dict[str, object]:
    """A heading: how it is aligned, and the address that orders by it."""
    drawn: dict[str, object] = {"column": column, "right": column.kind in RIGHT, "url": "", "order": ""}
    if column.sort:
        asked = request.GET.get("tri", "")
        drawn["order"] = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(asked, "")
        key = f"-{column.sort}" if asked == column.sort else column.sort
        drawn["url"] = address(request, tri=key, page=None)
    return drawn


@register.inclusion_tag("layout/parts/pages.html")
def pages(page: Page[Any]) -> dict[str, object]:
    """The way to the other pages of a list."""
    return {"page": page}


# Forms


@register.inclusion_tag("layout/parts/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, object]:
    """What is wrong, on top of the form, each line a link to its field."""
    wrong = [(field, field.errors) for field in form if field.errors]
    return {"own": form.non_field_errors() if form.is_bound else [], "wrong": wrong if form.is_bound else []}


@register.inclusion_tag("layout/parts/fields.html")
def fields(form: forms.BaseForm) -> dict[str, object]:
    """Every field of a form, one under the other."""
    return {"hidden": form.hidden_fields(), "visible": form.visible_fields()}


@register.inclusion_tag("layout/parts/field.html")
def field(field: BoundField) -> dict[str, object]:
    """One field: label above, help beside it, its error under it."""
    widget = field.field.widget
    shape = "text"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        shape = "group"
    elif isinstance(widget, forms.CheckboxInput):
        shape = "check"
    return {
        "field": field,
        "shape": shape,
        "control": control(field, shape),
        "day": isinstance(field.field, DayField),
        "unit": "€" if isinstance(field.field, EurosField) else "",
    }


def control(field: BoundField, shape: str) -> SafeString:
    """The widget with its classes, and its errors and help named for screen readers."""
    widget = field.field.widget
    base = "form-control"
    if shape != "text":
        base = "form-check-input"
    elif isinstance(widget, forms.Select):
        base = "form-select"
    if shape == "group":  # its class would go to the box around the choices too
        base = ""
    kept = " ".join(part for part in (base, widget.attrs.get("class", "")) if part)
    # False takes an attribute away: what a field is about stands in its label and help, which stay.
    attributes: dict[str, str | bool] = {"placeholder": False}
    attributes["class"] = f"{kept} is-invalid" if field.errors and kept else kept or False
    if isinstance(widget, forms.Textarea):
        attributes["cols"] = False
        attributes["rows"] = "4" if widget.attrs.get("rows") == "10" else str(widget.attrs.get("rows", 4))
    return field.as_widget(attrs=attributes)
