"""An act is read from a file, a person decides, then it is entered with what could be, and what could not is said."""

import dataclasses
import io
import json
from datetime import date

import pytest
import typst
from docx import Document as Word
from odfdo import Document as OpenDocument
from odfdo import Paragraph

from quitus.connectors import text_of_file
from quitus.domain.acts.errors import NumberAlreadyUsed
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.reading import carried, errors, read_act
from quitus.domain.audit.models import Entry
from quitus.domain.organisations.models import Scheme
from quitus.kernel.refusals import NotYourRole
from quitus.usecases.take_in_act import Confirmed, OpinionTold, read_file, read_text, take_in_act
from tests.domain.acts.reading.test_acts import ACTS, NAMES
from tests.factories.people import Person

TEXT = (ACTS / "syndicat.txt").read_text(encoding="utf-8")
SYMBOLS = "#*_$@<>\\`'\"/-~"


def pdf() -> bytes:
    escaped = "".join(f"\\{letter}" if letter in SYMBOLS else letter for letter in TEXT).replace("\n", " \\\n")
    return typst.compile(f'#set text(lang: "fr", hyphenate: true)\n{escaped}'.encode())


def odt() -> bytes:
    document, file = OpenDocument("text"), io.BytesIO()
    document.body.clear()
    for line in TEXT.split("\n"):
        document.body.append(Paragraph(line))
    document.save(file)
    return file.getvalue()


def docx() -> bytes:
    document, file = Word(), io.BytesIO()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("make", [pdf, odt, docx])
def test_an_act_says_the_same_whatever_its_file(make) -> None:
    from_text, from_file = read_text(TEXT).reading, read_file(make()).reading
    for name in ("number", "sitting_on", "assembly", "present_count", "proxy_count", "votes_for", "published_on"):
        assert getattr(from_file, name).value == getattr(from_text, name).value
    assert [one.siret for one in from_file.parties] == [one.siret for one in from_text.parties]
    assert [one.cents for one in from_file.amounts] == [one.cents for one in from_text.amounts]
    assert [one.on for one in from_file.deadlines] == [one.on for one in from_text.deadlines]
    assert [one.number for one in from_file.amended_articles] == ["3.2", "5", "8 bis"]


def test_a_reading_is_the_same_when_it_comes_back_from_the_child() -> None:
    for name in NAMES:
        lines = (ACTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        assert carried.from_data(json.loads(json.dumps(carried.read_to_data(lines)))) == read_act(lines)


def test_a_text_that_takes_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_of_file, "SECONDS", 1)
    with pytest.raises(errors.TextTakesTooLong):
        read_text("conseil " * 49_000)


def test_a_line_is_quoted_as_the_file_says_it() -> None:
    found = read_text(TEXT)
    assert found.quote(found.reading.number.line) == "Acte n° : D-2025-19"


def test_a_file_without_text_is_refused_with_its_own_class() -> None:
    with pytest.raises(errors.FileIsAnImage):
        read_file(b"\xff\xd8\xff" + bytes(50))
    with pytest.raises(errors.FileWithoutText):
        read_text("  \n ")


ACT = Confirmed(
    title="Avenant n° 1 (exemple)",
    assembly="Comité syndical",
    sitting_on=date(2022, 10, 17),
    number="D-2022-19",
    present_count=12,
    excused_count=3,
    proxy_count=2,
    votes_for=14,
    votes_against=0,
    result="adopted",
    transmitted_on=date(2022, 10, 20),
    published_on=date(2022, 10, 21),
    decision="Article 1 : d'approuver l'avenant.\nArticle 2 : d'autoriser sa signature.",
    opinions=(OpinionTold("Bureau", date(2022, 10, 3), True),),
    references=("Vu le code ;", "Vu la délibération n° 2020-7 du 3 février 2020 relative aux statuts"),
    passages=("Montant : 125 000,00 €",),
)


def test_what_was_confirmed_is_entered_with_its_sitting_votes_and_dates(scheme: Scheme, anne: Person) -> None:
    taken = take_in_act(by=anne.actor, authority_id=scheme.authority_id, told=ACT)
    act = Deliberation.objects.get(pk=taken.deliberation.pk)
    assert taken.left_out == ()
    assert (act.number, act.adopted_on, act.votes_for, act.published_on) == (
        "D-2022-19", date(2022, 10, 17), 14, date(2022, 10, 21),
    )  # fmt: skip
    assert act.sitting.present_count == 12
    assert [one.commission for one in act.opinions.all()] == ["Bureau"]
    assert act.articles.count() == 2
    assert [(one.number, one.held_on) for one in act.earlier_acts.all()] == [("2020-7", date(2020, 2, 3))]
    entry = Entry.objects.get(verb="take_in_act")
    assert entry.data["passages"] == ["Montant : 125 000,00 €"]
    assert entry.summary % entry.data == "Repris de son texte : Montant : 125 000,00 €"


def test_what_could_not_be_entered_is_said(scheme: Scheme, anne: Person) -> None:
    told = dataclasses.replace(
        ACT,
        excused_count=None,
        votes_against=None,
        result="",
        opinions=(OpinionTold("Finances", None, True), OpinionTold("Bureau", date(2022, 10, 3), None)),
    )
    taken = take_in_act(by=anne.actor, authority_id=scheme.authority_id, told=told)
    assert [one.about for one in taken.left_out] == ["Finances", "Bureau", "", "", ""]
    assert taken.deliberation.vote is None
    assert taken.deliberation.opinions.count() == 0


def test_more_proxies_than_members_present_are_left_out(scheme: Scheme, anne: Person) -> None:
    told = dataclasses.replace(ACT, present_count=3, proxy_count=9, excused_count=9)
    taken = take_in_act(by=anne.actor, authority_id=scheme.authority_id, told=told)
    assert taken.deliberation.sitting.proxy_count is None
    assert len(taken.left_out) == 1


@pytest.mark.parametrize("missing", [{"title": ""}, {"assembly": ""}, {"sitting_on": None}])
def test_an_act_that_cannot_be_told_from_others_is_refused(scheme: Scheme, anne: Person, missing) -> None:
    with pytest.raises(errors.ActIsNotIdentified):
        take_in_act(by=anne.actor, authority_id=scheme.authority_id, told=dataclasses.replace(ACT, **missing))


def test_an_act_withdrawn_before_the_vote_is_refused(scheme: Scheme, anne: Person) -> None:
    with pytest.raises(errors.WithdrawnActIsNotEntered):
        take_in_act(by=anne.actor, authority_id=scheme.authority_id, told=dataclasses.replace(ACT, result="withdrawn"))


def test_a_number_already_used_and_a_role_that_keeps_no_acts_are_refused(
    scheme: Scheme, anne: Person, lina: Person
) -> None:
    take_in_act(by=anne.actor, authority_id=scheme.authority_id, told=ACT)
    with pytest.raises(NumberAlreadyUsed):
        take_in_act(by=anne.actor, authority_id=scheme.authority_id, told=ACT)
    with pytest.raises(NotYourRole):
        take_in_act(by=lina.actor, authority_id=scheme.authority_id, told=dataclasses.replace(ACT, number="autre"))
