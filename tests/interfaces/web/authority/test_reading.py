"""Reading an act: what is proposed with its lines, what a person decides, and that nothing is saved before."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from quitus.domain.acts.models import Deliberation, Sitting
from quitus.domain.audit.models import Entry
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.interfaces.web.authority.reading.proposals import MOST_OF_A_KIND, Proposal, that_fit
from tests.domain.acts.reading.test_acts import ACTS
from tests.factories.pages import said
from tests.factories.people import make_person

At = Callable[..., str]
TEXT = (ACTS / "commune.txt").read_text(encoding="utf-8")


def read(client: Client, at: At, text: str = TEXT) -> HttpResponse:
    return client.post(at("read_act"), {"file": SimpleUploadedFile("acte.txt", text.encode())})


def sent_back(page: HttpResponse, **changed: str) -> dict[str, str]:
    """The form of a page as a browser sends it back, with some values changed."""
    html = page.content.decode()
    form = html[html.index('name="signed"') - 200 :]
    data: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") != "radio" or " checked" in tag:
            data[told["name"]] = unescape(told.get("value", ""))
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        data[name] = unescape(inside)
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        data[name] = "".join(re.findall(r'value="([^"]*)" selected', inside))
    return {**data, **changed}


def test_each_value_is_proposed_with_its_line_and_how_sure_and_nothing_is_saved(
    scheme: Scheme, as_anne: Client, at: At
) -> None:
    before = Entry.objects.count()
    page = said(read(as_anne, at))
    assert "Ligne 9 : « Délibération n° 2024-031 »" in page
    for words in (
        "sûr",
        "probable",
        "Garder",
        "Corriger",
        "Écarter",
        "SIRET 732 829 320 00074",
        "4\u202f500,00\u00a0€",
    ):
        assert words in page, words
    assert "Pas trouvé dans le texte" in page
    assert not Deliberation.objects.exists()
    assert Entry.objects.count() == before


def test_what_is_kept_becomes_an_act_with_its_sitting(scheme: Scheme, as_anne: Client, at: At) -> None:
    page = read(as_anne, at)
    answer = as_anne.post(at("take_in_act"), sent_back(page), follow=True)
    act = Deliberation.objects.get()
    assert "L'acte est enregistré." in said(answer)
    assert (act.number, act.votes_for, act.transmitted_on.isoformat()) == ("2024-031", 17, "2024-03-18")
    assert (act.sitting.president, act.sitting.present_count, act.sitting.proxy_count) == ("Odile FICTIF", 14, 3)
    assert [one.commission for one in act.opinions.all()] == ["commission vie sociale"]
    assert act.references.count() == 3
    assert any("4\u202f500,00" in one for one in Entry.objects.get(verb="take_in_act").data["passages"])


def test_what_is_kept_of_the_convention_is_told_by_the_thread_of_the_act(
    scheme: Scheme, as_anne: Client, at: At
) -> None:
    page = read(as_anne, at)
    assert at("proposed_text_statements") in page.content.decode()
    answer = said(as_anne.post(at("take_in_act"), sent_back(page), follow=True))
    assert "Repris de son texte" in answer
    assert "Montant : 4\u202f500,00" in answer


def test_a_text_that_says_too_much_for_a_page_is_sent_back_and_what_is_left_out_is_told(
    scheme: Scheme, as_anne: Client, at: At
) -> None:
    visas = "".join(f"Vu la délibération n° 2020-{rank} du 6 juillet 2020 ;\n" for rank in range(200))
    amounts = "".join(f"Article {rank} : le montant est de {rank + 1000} euros.\n" for rank in range(1500))
    page = read(as_anne, at, f"{TEXT}\n{visas}{amounts}")
    asked = sent_back(page)
    assert len(asked) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert "Laissées de côté" in said(page)
    assert re.search(r"Montant \([\d\s]+\)", said(page))
    assert as_anne.post(at("take_in_act"), asked).status_code == 302
    assert Deliberation.objects.exists()


def test_a_page_asks_the_first_of_each_kind_within_its_fields() -> None:
    once = [Proposal("title", "act", "text", "Objet", ["x"])]
    many = [Proposal(f"amounts-{rank}", "convention", "note", "Montant", ["x"]) for rank in range(400)]
    groups = [Proposal(f"group-{rank}", "vote", "group", "Groupe", ["x"] * 4) for rank in range(400)]
    kept, left_out = that_fit([*once, *many])
    assert kept == [*once, *many[:MOST_OF_A_KIND]]
    assert len(left_out) == 250
    kept, left_out = that_fit([*groups, *many, *once])
    assert [len(kept), len(kept) + len(left_out)] == [150 + 75 + 1, 801]
    assert that_fit([*once, *many[:20], *groups[:10]])[1] == []


def test_votes_by_group_are_proposed_and_kept(scheme: Scheme, as_anne: Client, at: At) -> None:
    text = (ACTS / "region-rejetee.txt").read_text(encoding="utf-8").replace("des 19 et 20", "du 20")
    page = read(as_anne, at, text)
    assert "Groupe Ocre – pour 2, contre 27, abstentions 0" in said(page)
    as_anne.post(at("take_in_act"), sent_back(page, **{"group-2-do": "drop", "group-0-abstention": "1"}))
    groups = Deliberation.objects.get().group_votes.order_by("pk")
    assert [(one.group, one.votes_for, one.votes_against, one.votes_abstention) for one in groups] == [
        ("Groupe Azur", 18, 0, 1), ("Groupe Ocre", 2, 27, 0),
    ]  # fmt: skip


def test_what_is_sure_stands_in_a_table_and_what_is_not_before_it(scheme: Scheme, as_anne: Client, at: At) -> None:
    html = read(as_anne, at, TEXT.replace("SIRET 732 829 320 00074", "SIRET 732 829 320 00075")).content.decode()
    group = html[html.index('id="group-convention"') : html.index('id="group-references"')]
    assert group.index("73282932000075") < group.index("<table") < group.index("4\u202f500,00")
    assert group[: group.index("<table")].count("<fieldset") == group.count("<fieldset")
    assert "checked" in group[group.index("<table") :]


def test_what_is_corrected_or_dropped_is_taken_as_the_person_says(scheme: Scheme, as_anne: Client, at: At) -> None:
    page = read(as_anne, at)
    changed = {
        "number": "2024-032", "secretary-do": "drop", "votes_for": "16",
        "opinion-0-do": "drop", "amounts-0-do": "drop", "published_on-do": "drop",
    }  # fmt: skip
    as_anne.post(at("take_in_act"), sent_back(page, **changed))
    act = Deliberation.objects.get()
    assert (act.number, act.votes_for, act.published_on) == ("2024-032", 16, None)
    assert (act.sitting.secretary, act.opinions.count()) == ("", 0)
    assert not any("500,00" in one for one in Entry.objects.get(verb="take_in_act").data["passages"])


def test_what_could_not_be_entered_is_said_after(scheme: Scheme, as_anne: Client, at: At) -> None:
    page = read(as_anne, at)
    changed = {"votes_against-do": "drop", "opinion-0-on": "", "excused_count-do": "drop", "absent_count-do": "drop"}
    answer = said(as_anne.post(at("take_in_act"), sent_back(page, **changed), follow=True))
    assert "Vote non enregistré" in answer
    assert "commission vie sociale – Avis non enregistré" in answer
    assert "Présences non enregistrées" in answer


def test_a_guess_asks_for_a_decision(scheme: Scheme, as_anne: Client, at: At) -> None:
    text = TEXT.replace("le quatorze mars à dix-neuf heures, ", "").replace("L'an deux mille vingt-quatre, ", "")
    text = text.replace("Ainsi fait et délibéré", "Fait et délibéré à Fictive, le 14 mars 2024. Ainsi fait")
    page = read(as_anne, at, text)
    assert "très incertain" in said(page)
    answer = as_anne.post(at("take_in_act"), sent_back(page))
    assert answer.status_code == 422
    assert "elle est incertaine" in said(answer)
    assert not Deliberation.objects.exists()
    assert as_anne.post(at("take_in_act"), sent_back(page, **{"act-all": "on"})).status_code == 302
    assert Sitting.objects.get().held_on.isoformat() == "2024-03-14"


def test_an_act_without_title_or_whose_number_is_taken_stays_on_the_page(
    scheme: Scheme, as_anne: Client, at: At
) -> None:
    page = read(as_anne, at)
    assert as_anne.post(at("take_in_act"), sent_back(page, **{"title-do": "drop"})).status_code == 422
    as_anne.post(at("take_in_act"), sent_back(page))
    again = as_anne.post(at("take_in_act"), sent_back(page))
    assert again.status_code == 422
    assert "est déjà celui" in said(again)
    assert Sitting.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\x89PNG\r\n\x1a\n", "Ce fichier est une image"),
        (b"PK\x03\x04", "abîmé"),
        (b"{\\rtf1}", "Ce format ancien"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    scheme: Scheme, as_anne: Client, at: At, content: bytes, words: str
) -> None:
    answer = as_anne.post(at("read_act"), {"file": SimpleUploadedFile("acte.pdf", content)})
    assert answer.status_code == 422
    assert words in said(answer)


def test_a_text_may_be_pasted_and_nothing_at_all_is_refused(scheme: Scheme, as_anne: Client, at: At) -> None:
    assert "2024-031" in said(as_anne.post(at("read_act"), {"text": TEXT}))
    assert as_anne.post(at("read_act"), {}).status_code == 422


def test_an_altered_reading_is_refused(scheme: Scheme, as_anne: Client, at: At) -> None:
    data = sent_back(read(as_anne, at))
    answer = as_anne.post(at("take_in_act"), {**data, "signed": data["signed"][:-3] + "abc"})
    assert answer.status_code == 409
    assert "Relisez le fichier" in said(answer)
    assert as_anne.get(at("take_in_act")).status_code == 405


def test_who_keeps_no_acts_does_not_read_any(scheme: Scheme, as_farid: Client, at: At) -> None:
    assert as_farid.get(at("read_act")).status_code == 403


def test_the_service_of_the_assembly_reads_acts_too(scheme: Scheme, sign_in: Callable[..., Client], at: At) -> None:
    client = sign_in(make_person(scheme, "Ada Séance", roles.ASSEMBLY))
    assert client.get(at("read_act")).status_code == 200


def test_what_the_text_says_is_never_markup(scheme: Scheme, as_anne: Client, at: At) -> None:
    page = read(as_anne, at, TEXT.replace("Odile", "<script>alert(1)</script>Odile"))
    assert "<script>alert" not in page.content.decode()
