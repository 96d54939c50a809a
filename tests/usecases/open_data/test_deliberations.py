"""The deliberations of an authority as open data: valid under both schemas, and what is left out is told."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from quitus.domain.acts import operations
from quitus.domain.acts.models import Deliberation
from quitus.kernel import clock
from quitus.usecases.open_data import Export, deliberations
from tests.connectors.actes.official import official
from tests.factories.people import Person
from tests.factories.texts import make_deliberation
from tests.factories.transmissions import SETTINGS
from tests.usecases.open_data.validating import OWN, faults


@pytest.fixture
def published(act: Deliberation, anne: Person) -> Deliberation:
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 5))
    with clock.at(date(2023, 6, 5)):
        return operations.publish_deliberation(
            by=anne.actor,
            deliberation_id=act.pk,
            author_name="D. Exemple",
            author_quality="Président",
            sha256="a" * 64,
            size=10,
        )


def exported(act: Deliberation) -> Export:
    return deliberations(act.authority_id, lambda slug: f"https://pass.exemple.fr/actes/{slug}/")


def lines_of(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.as_csv())))


def test_an_act_online_is_a_line_of_the_official_columns(published: Deliberation) -> None:
    [line] = lines_of(exported(published))
    assert line == {
        "COLL_NOM": "Département essai",
        "COLL_SIRET": "22620001200012",
        "DELIB_ID": "2023-204",
        "DELIB_DATE": "2023-05-15",
        "DELIB_MATIERE_CODE": "7.5",
        "DELIB_MATIERE_NOM": "finances locales/subventions",
        "DELIB_OBJET": "Pass numérique : autorisation de signer",
        "BUDGET_ANNEE": "",
        "BUDGET_NOM": "",
        "PREF_ID": "PREF062",
        "PREF_DATE": "2023-06-05",
        "VOTE_EFFECTIF": "43",
        "VOTE_REEL": "43",
        "VOTE_POUR": "43",
        "VOTE_CONTRE": "0",
        "VOTE_ABSTENTION": "0",
        "DELIB_URL": "https://pass.exemple.fr/actes/226200012-2023-204/",
    }


def test_the_table_is_valid_under_our_schema(published: Deliberation, tmp_path: Path) -> None:
    content = exported(published).as_csv()
    assert faults(content, OWN / "deliberations.json", tmp_path) == []
    assert faults(content.replace("2023-05-15", "15/05/2023"), OWN / "deliberations.json", tmp_path)


def test_the_table_is_valid_under_the_official_schema(published: Deliberation, tmp_path: Path) -> None:
    schema = official("scdl", "scdl-deliberations-2.1.5-schema.json")
    content = exported(published).as_csv()
    assert faults(content, schema, tmp_path) == []
    assert faults(content.replace("22620001200012", "2262000120001"), schema, tmp_path)


def test_what_is_not_published_or_has_ended_is_left_out_and_told(
    act: Deliberation, published: Deliberation, anne: Person
) -> None:
    make_deliberation(anne.actor, act.authority_id, "2023-205", held_on=date(2023, 5, 16), executory_on=None)
    operations.repeal_deliberation(
        by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 6), decided_by="L'assemblée", reason="Erreur"
    )
    found = exported(act)
    assert found.lines == ()
    assert [str(one) for one in found.left_out] == [
        "2023-204 : l'acte a été abrogé, retiré ou annulé, ce que le schéma ne permet pas de dire",
        "2023-205 : l'acte n'est pas encore publié",
    ]


def test_an_act_without_matter_or_siret_is_left_out_with_every_reason(published: Deliberation, anne: Person) -> None:
    bare = replace(SETTINGS, matter_code="", matter_label="")
    operations.set_act_settings(by=anne.actor, authority_id=published.authority_id, settings=bare)
    published.authority.siret = None
    published.authority.save()
    [left] = exported(published).left_out
    assert [dict(reason.facts)["column"] for reason in left.reasons] == [
        "COLL_SIRET",
        "DELIB_MATIERE_CODE",
        "DELIB_MATIERE_NOM",
    ]


def test_votes_are_told_whole_or_not_at_all(act: Deliberation, anne: Person) -> None:
    Deliberation.objects.update(votes_abstention=None)
    operations.record_publication(by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 5))
    [line] = lines_of(exported(act))
    assert [line[name] for name in line if name.startswith("VOTE_")] == [""] * 5


def test_a_prefecture_that_is_none_leaves_the_act_out(published: Deliberation, anne: Person) -> None:
    wrong = replace(SETTINGS, prefecture="Arras")
    operations.set_act_settings(by=anne.actor, authority_id=published.authority_id, settings=wrong)
    [left] = exported(published).left_out
    assert "PREF_ID" in str(left)


def test_a_title_is_never_taken_for_a_formula(act: Deliberation, anne: Person, tmp_path: Path) -> None:
    operations.record_publication(by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 5))
    for title in ("=HYPERLINK(1)", "+33", "-1", "@a", "\t=1", "Titre ; =1+1"):
        Deliberation.objects.update(title=title)
        export = exported(act)
        [line] = lines_of(export)
        assert line["DELIB_OBJET"].lstrip()[0] not in "=+-@"
        assert "; =" not in line["DELIB_OBJET"]
        assert faults(export.as_csv(), OWN / "deliberations.json", tmp_path) == []


def test_more_acts_cost_no_more_queries(
    act: Deliberation, published: Deliberation, anne: Person, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        exported(act)
    for rank in range(4):
        held_on = date(2023, 5, 20 + rank)
        make_deliberation(anne.actor, act.authority_id, f"2023-30{rank}", held_on=held_on, executory_on=held_on)
    with django_assert_num_queries(2):  # type: ignore[operator]
        exported(act)


def test_members_absent_count_as_members(act: Deliberation, anne: Person) -> None:
    assert act.sitting is not None
    act.sitting.refresh_from_db()
    act.sitting.absent_count = 3
    act.sitting.save()
    operations.record_publication(by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 5))
    [line] = lines_of(exported(act))
    assert line["VOTE_EFFECTIF"] == "46"
