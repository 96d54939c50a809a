"""Links that say the same are told apart for those who hear them alone; tasks stand in one order."""

from datetime import date

from django.http import HttpRequest
from django.template import engines
from django.template.context import RequestContext

from quitus.interfaces.web.layout.apart import cells_apart, past_apart, rows_apart, tasks_apart
from quitus.interfaces.web.layout.components import Column, Empty, Link, Past, Row, Table, Task, money
from quitus.interfaces.web.layout.tasks import apart, in_order
from quitus.interfaces.web.layout.templatetags.quitus import action

TODAY = date(2023, 5, 12)
NOTHING = Empty("Rien.")


def reports(*rows: Row) -> Table:
    return Table("Rapports", [Column("Rapport"), Column("Période"), Column("Part", "money")], rows, NOTHING)


def test_what_is_late_comes_first_then_what_is_near_then_what_somebody_waits_for() -> None:
    told = [
        Task("fin juin", "/1", due=date(2023, 6, 30)),
        Task("sans date", "/2"),
        Task("dans trois jours", "/3", due=date(2023, 5, 15)),
        Task("fin mai", "/4", due=date(2023, 5, 31)),
        Task("en retard", "/5", due=date(2023, 5, 2), tone="late"),
        Task("sans date non plus", "/6"),
        Task("renvoyé", "/7", tone="late"),
    ]
    assert [task.title for task in in_order(told, TODAY)] == [
        "renvoyé",
        "en retard",
        "dans trois jours",
        "sans date",
        "sans date non plus",
        "fin mai",
        "fin juin",
    ]


def test_a_week_ahead_is_near_and_a_day_more_is_not() -> None:
    told = [Task("undated", "/1"), Task("week", "/2", due=date(2023, 5, 19)), Task("more", "/3", due=date(2023, 5, 20))]
    assert [task.title for task in in_order(told, TODAY)] == ["week", "undated", "more"]


def test_what_was_due_before_today_is_late_whoever_told_it() -> None:
    told = [
        Task("hier", "/1", due=date(2023, 5, 11)),
        Task("aujourd'hui", "/2", due=TODAY),
        Task("renvoyé", "/3", tone="late"),
        Task("fait", "/4", due=date(2023, 5, 2), tone="done"),
    ]
    late, rest = apart(told, TODAY)
    assert [(task.title, task.tone) for task in late] == [("hier", "late"), ("renvoyé", "late")]
    assert [task.title for task in rest] == ["aujourd'hui", "fait"]


def test_rows_of_the_same_name_add_what_tells_them_apart() -> None:
    table = reports(
        Row(["Rapport trimestriel", "1er trimestre", 100], "/1"),
        Row(["Rapport trimestriel", "2e trimestre", 100], "/2"),
        Row(["Bilan", "2023", 100], "/3"),
    )
    assert rows_apart(table) == ["1er trimestre", "2e trimestre", ""]


def test_rows_that_no_column_tells_apart_add_the_two_that_tell_most() -> None:
    table = reports(
        Row(["Frais", "2022", 100], "/1"), Row(["Frais", "2022", 200], "/2"), Row(["Frais", "2023", 200], "/3")
    )
    assert rows_apart(table) == ["2022, 1,00\xa0€", "2022, 2,00\xa0€", "2023, 2,00\xa0€"]


def test_rows_that_lead_to_one_place_or_nowhere_add_nothing() -> None:
    assert rows_apart(reports(Row(["Frais", "2022", 1], "/1"), Row(["Frais", "2023", 1], "/1"))) == ["", ""]
    assert rows_apart(reports(Row(["Frais", "2022", 1]), Row(["Frais", "2023", 1]))) == ["", ""]
    alone = Table("Actes", [Column("Acte")], [Row(["Acte"], "/1"), Row(["Acte"], "/2")], NOTHING)
    assert rows_apart(alone) == ["", ""]


def test_links_in_cells_add_the_name_of_their_row() -> None:
    table = Table(
        "Lieux",
        [Column("Lieu"), Column("Ajouter"), Column("Dû", "money")],
        [
            Row(["Lens", Link("Services", "/1"), money(100, "/a")]),
            Row(["Liévin", Link("Services", "/2"), money(200, "/b")]),
        ],
        NOTHING,
    )
    assert cells_apart(table) == [{1: "Lens", 2: ""}, {1: "Liévin", 2: ""}]


def test_tasks_of_the_same_title_add_their_detail_and_lines_of_a_thread_their_day() -> None:
    tasks = [Task("Remettre", "/1", "F-1"), Task("Remettre", "/2", "F-2"), Task("Confirmer", "/3", "B-1")]
    assert tasks_apart(tasks) == ["F-1", "F-2", ""]
    lines = [Past(TODAY, "Visa donné", url="/1"), Past(date(2023, 5, 2), "Visa donné", url="/2"), Past(TODAY, "Reçu")]
    assert past_apart(lines) == ["12 mai 2023", "2 mai 2023", ""]


def test_what_is_added_is_in_the_link_and_hidden_from_the_eye() -> None:
    def drawn(tag: str, held: object) -> str:
        template = engines["django"].from_string("{% load quitus %}{% " + tag + " held %}")  # type: ignore[attr-defined]
        return str(template.template.render(RequestContext(HttpRequest(), {"held": held})))

    added = '<span class="visually-hidden"> : %s</span></a>'
    assert added % "F-1" in drawn("tasks", [Task("Remettre", "/1", "F-1"), Task("Remettre", "/2", "F-2")])
    assert added % "2 mai 2023" in drawn("past", [Past(date(2023, 5, 2), "A", url="/1"), Past(TODAY, "A", url="/2")])
    table = reports(
        Row(["Rapport", "un", Link("Lire", "/a")], "/1"), Row(["Rapport", "deux", Link("Lire", "/b")], "/2")
    )
    assert added % "un" in drawn("register", table)
    assert drawn("register", table).count(added % "deux") == 2
    said = action(Link("Le registre", "/1", about="Régie d'Arras"))
    assert '<span class="visually-hidden"> : Régie d&#x27;Arras</span></span></a>' in said


def test_what_a_total_leaves_out_stands_above_it() -> None:
    template = engines["django"].from_string("{% load quitus %}{% register held %}")  # type: ignore[attr-defined]
    table = Table(
        "Commandes",
        [Column("Commande"), Column("Pass", "number")],
        [Row(["1", 10]), Row(["2", 20])],
        NOTHING,
        totals=["Commandés", 20],
        besides=[["À commander", 10]],
    )
    page = str(template.template.render(RequestContext(HttpRequest(), {"held": table})))
    foot = page.split("<tfoot")[1]
    assert foot.index("À commander") < foot.index("Commandés")
