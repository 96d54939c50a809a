"""Links that say the same and lead elsewhere: what each adds for those who hear it alone.

A reader who sees the page knows from the line which « Services » is meant; one who goes from link to
link does not. What is added is hidden from the eye only.
"""

from collections import defaultdict
from collections.abc import Sequence

from quitus.interfaces.web.layout.components import Kind, Link, Past, Table, Task, Typed
from quitus.interfaces.web.layout.values import read
from quitus.interfaces.web.layout.words import day

Called = tuple[str, str]  # what a link says, and where it leads


def ambiguous(links: Sequence[Called]) -> set[str]:
    """What several links say that lead to different places."""
    places = defaultdict(set)
    for words, url in links:
        places[words].add(url)
    return {words for words, urls in places.items() if len(urls) > 1}


def tasks_apart(tasks: Sequence[Task]) -> list[str]:
    """What each task adds: its detail, where its title alone does not tell it from another one."""
    repeated = ambiguous([(str(task.title), task.url) for task in tasks])
    return [str(task.detail) if str(task.title) in repeated else "" for task in tasks]


def past_apart(lines: Sequence[Past]) -> list[str]:
    """What each line of a thread adds: its day, where its sentence alone does not tell it from another one."""
    repeated = ambiguous([(str(line.sentence), line.url) for line in lines if line.url])
    return [day(line.at) if line.url and str(line.sentence) in repeated else "" for line in lines]


def rows_apart(table: Table) -> list[str]:
    """What the link of each row adds, where its first cell alone does not tell it from another one."""
    said = [read(row.cells[0], table.columns[0].kind) if row.url else "" for row in table.rows]
    return _apart(table, 0, [(words, row.url) for words, row in zip(said, table.rows, strict=True)])


def cells_apart(table: Table) -> list[dict[int, str]]:
    """For each row, what the links in its cells add, by the rank of their column; the first is the row's own link."""
    added: list[dict[int, str]] = [{} for _row in table.rows]
    for rank, column in list(enumerate(table.columns))[1:]:
        called = [_called(row.cells[rank], column.kind) for row in table.rows]
        for place, words in enumerate(_apart(table, rank, called)):
            added[place][rank] = words
    return added


def _called(held: object, kind: Kind) -> Called:
    return (read(held, kind), held.url) if isinstance(held, Link | Typed) else ("", "")


def _apart(table: Table, rank: int, called: Sequence[Called]) -> list[str]:
    """What each link of one column adds: from the other cells of its row, what tells it from its likes."""
    repeated = ambiguous([link for link in called if link[1]])
    added = [""] * len(called)
    for words in repeated:
        places = [place for place, link in enumerate(called) if link[1] and link[0] == words]
        for place, telling in zip(places, _telling(table, rank, places), strict=True):
            added[place] = telling
    return added


def _telling(table: Table, but: int, places: Sequence[int]) -> list[str]:
    """The values of the first other column in which these rows all differ; else of the two that tell most."""
    values = [
        [read(table.rows[place].cells[rank], column.kind) for place in places]
        for rank, column in enumerate(table.columns)
        if rank != but
    ]
    whole = next((held for held in values if len(set(held)) == len(places)), None)
    most = sorted(values, key=lambda held: -len(set(held)))[:2]
    return whole or [", ".join(held[rank] for held in most) for rank in range(len(places))]
