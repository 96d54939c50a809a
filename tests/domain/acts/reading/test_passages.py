"""What a passage says: dates, amounts, durations, deadlines, however they are written."""

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quitus.domain.acts import reading
from quitus.domain.acts.reading.numerals import value_of
from quitus.domain.acts.reading.parties import parties
from quitus.domain.acts.reading.text import Text, fold
from quitus.domain.acts.reading.zones import zones
from tests.domain.acts.reading import saying


@given(st.integers(0, 999_999_999))
@example(80)
@example(71)
@example(1_000_001)
def test_a_number_in_letters_is_read_back(number: int) -> None:
    assert value_of(fold(saying.in_letters(number))) == number


@pytest.mark.parametrize("words", ["cinq six", "et un", "mille mille", "vingt trente", "", "pass"])
def test_words_that_make_no_number_are_none(words: str) -> None:
    assert value_of(words) is None


@given(day=saying.days, noise=saying.noises, data=st.data())
def test_a_date_is_read_back_however_it_is_written(day: date, noise, data) -> None:
    said = noise(data.draw(st.sampled_from(saying.ways_of_day(day))))
    found = reading.dates(["", *f"Réunion du {said} à Exempleville".split("\n")])
    assert [(one.on, one.line) for one in found] == [(day, found[0].line)]
    assert found[0].line in (2, 3)


@given(euros=st.integers(1, 99_999_999), noise=saying.noises, data=st.data())
@example(euros=550_000, noise=str.upper, data=None)
def test_an_amount_is_read_back_however_it_is_written(euros: int, noise, data) -> None:
    ways = saying.ways_of_amount(euros)
    for said in ways if data is None else [data.draw(st.sampled_from(ways))]:
        found = reading.amounts(f"une aide de {noise(said)} au plus".split("\n"))
        assert [one.cents for one in found] == [euros * 100], said


@given(
    count=st.integers(2, 99), unit=st.sampled_from([("mois", 1), ("ans", 12), ("trimestres", 3)]), noise=saying.noises
)
def test_a_duration_is_read_back_in_figures_and_in_letters(count: int, unit: tuple[str, int], noise) -> None:
    for said in (str(count), saying.in_letters(count), f"{count} ({saying.in_letters(count)})"):
        found = reading.durations(noise(f"une durée de {said} {unit[0]}").split("\n"))
        assert [one.months for one in found] == [count * unit[1]]


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("1,2 M€", 120_000_000),
        ("550 K€", 55_000_000),
        ("500 mille euros", 50_000_000),
        ("1,5 million d'euros", 150_000_000),
        ("trois millions d'euros", 300_000_000),
        ("12 euros et 50 centimes", 1_250),
        ("12 € 50", 1_250),
        ("1 234 567,89 €", 123_456_789),
        ("55O OOO euros", 55_000_000),
        ("€ 1.500,50", 150_050),
        ("550\n000 euros", 55_000_000),
    ],
)
def test_an_amount_with_its_scale_its_cents_or_its_noise(said: str, cents: int) -> None:
    assert [one.cents for one in reading.amounts(said.split("\n"))] == [cents]


@pytest.mark.parametrize(
    "said", ["50 000 pass", "10% du total", "en 2023", "article 3", "62018 ARRAS", "0 €", "0,175 €"]
)
def test_a_number_without_euros_is_no_amount(said: str) -> None:
    assert reading.amounts([said]) == []


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("12,5 M€", [12_500_000_00]),
        ("deux cent mille euros", [200_000_00]),
        ("la somme de 10.000,- €", [10_000_00]),
        ("25 OOO,OO €", [25_000_00]),
        ("de 10 à 12 euros", [10_00, 12_00]),
    ],
)
def test_an_amount_as_few_acts_write_it(said: str, cents: list[int]) -> None:
    assert [one.cents for one in reading.amounts([said])] == cents


@pytest.mark.parametrize(
    ("said", "on"), [("le 5/6/23", date(2023, 6, 5)), ("le 5 juin 23", None), ("le 5 juin 2O23", date(2023, 6, 5))]
)
def test_a_short_year_is_read_in_figures_only(said: str, on: date | None) -> None:
    assert [one.on for one in reading.dates([said])] == ([on] if on else [])


@pytest.mark.parametrize(
    ("said", "each_year"),
    [
        ("Le compte rendu est remis avant le 31 mars de chaque année.", "03-31"),
        ("Les comptes sont remis au plus tard le 1er juin chaque année.", "06-01"),
        ("Le bilan est remis avant le 31 février de chaque année.", None),
    ],
)
def test_a_deadline_of_each_year_has_no_day(said: str, each_year: str | None) -> None:
    found = [(one.on, one.each_year, one.what.split(" est ")[0]) for one in reading.deadlines([said])]
    assert [(on, told) for on, told, _ in found] == ([(None, each_year)] if each_year else [])


def test_a_fortnight_is_fifteen_days() -> None:
    [found] = reading.deadlines(["Le prestataire répond sous quinzaine."])
    assert (found.on, found.days, found.what) == (None, 15, "Le prestataire répond")


def test_pages_and_numbered_lines_are_no_part_of_a_text() -> None:
    page = ["Ville de Trame (exemple) – 2023-88", *(f"{rank} ligne numéro {rank}" for rank in range(1, 10)), "Page 1/3"]
    text = Text.of([*page, page[0], "10 versement de", "Page 2/3", page[0], "11 18 750 euros", "Page 3/3"])
    assert text.text.count("Ville de Trame") == 1
    assert "1 ligne" not in text.text
    assert [(one.cents, one.line) for one in reading.amounts(text)] == [(18_750_00, 16)]


def test_numbers_that_are_not_of_lines_stay() -> None:
    lines = ["1 maison", "2 maisons", "4 maisons", "Pour : 3", *(f"texte {rank}" for rank in range(20))]
    assert Text.of(lines).text.startswith("1 maison\n2 maisons")


def test_three_figures_after_a_comma_are_thousands_and_doubtful() -> None:
    [amount] = reading.amounts(["550,000 €"])
    assert (amount.cents, amount.confidence) == (55_000_000, 0.5)


@pytest.mark.parametrize(
    "said", ["31 février 2023", "n° 12-05-23", "03.21.21.62.62", "L.3121-14-1", "mai 2023", "32/01/2023"]
)
def test_what_names_no_day_is_no_date(said: str) -> None:
    assert reading.dates([said]) == []


@pytest.mark.parametrize(
    "said",
    [
        "L'an deux mille vingt-trois, le quinze mai à 18 heures",
        "L’an deux mil vingt trois et le quinze du mois de mai",
        "L'AN 2023, LE LUNDI 15 MAI",
        "15/O5/2O23",
        "l5 mai 2O23",
        "15 mai\n2023",
        "15mai2023",
    ],
)
def test_a_sitting_dated_the_old_way_or_badly_scanned(said: str) -> None:
    assert [one.on for one in reading.dates(said.split("\n"))] == [date(2023, 5, 15)]


def test_a_weekday_that_does_not_fit_makes_a_date_doubtful() -> None:
    [right], [wrong] = reading.dates(["lundi 15 mai 2023"]), reading.dates(["mardi 15 mai 2023"])
    assert right.confidence > 0.9
    assert wrong.confidence <= 0.5


@pytest.mark.parametrize(
    ("said", "months", "days", "after"),
    [
        (
            "36 mois à compter de la signature de la convention par les parties",
            36,
            None,
            "la signature de la convention",
        ),
        ("dans un délai d'un mois suivant la notification, sous peine de", 1, None, "la notification"),
        ("dans les six mois qui suivent la clôture, soit", 6, None, "la clôture"),
        ("deux ans et six mois", 30, None, ""),
        ("un an et demi", 18, None, ""),
        ("sous 30 jours calendaires après réception", None, 30, "réception"),
        ("proroger de cinq mois supplémentaires", 5, None, ""),
        ("trente-six (36) mois", 36, None, ""),
    ],
)
def test_a_duration_says_what_it_counts_from(said: str, months, days, after: str) -> None:
    [found] = reading.durations([said])
    assert (found.months, found.days, found.from_event) == (months, days, after)


@pytest.mark.parametrize(
    "said",
    ["jeunes de 16 à 25 ans", "âgées de 60 ans et plus", "tous les deux ans", "une fois par mois", "plus de dix ans",
     "depuis trois ans", "en année pleine", "un jour", "15 mai 2023"],
)  # fmt: skip
def test_an_age_or_a_repetition_is_no_duration(said: str) -> None:
    assert reading.durations([said]) == []


def test_figures_and_letters_that_differ_are_doubtful() -> None:
    [found] = reading.durations(["36 (trente) mois"])
    assert found.confidence <= 0.5


def test_a_period_gives_its_two_days_to_the_duration_of_its_sentence() -> None:
    [found] = reading.durations(["d'une durée de 31 mois, du 1er janvier 2021 au 30 juillet 2023."])
    assert (found.months, found.starts_on, found.ends_on) == (31, date(2021, 1, 1), date(2023, 7, 30))


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("L'action se termine au plus tard le 31 décembre 2023.", ["2023-12-31"]),
        ("Les comptes sont remis avant le 30/06/2024.", ["2024-06-30"]),
        ("Elle court jusqu'au 31 décembre deux mille vingt-trois.", ["2023-12-31"]),
        ("Un rapport devra être fourni au 31/01/2022 et au 31/07/2023.", ["2022-01-31", "2023-07-31"]),
        ("Le solde sera versé d'ici le 1er mars 2025.", ["2025-03-01"]),
        ("La date limite de dépôt est fixée au 15.09.2024.", ["2024-09-15"]),
        ("Le bilan est transmis le 30 avril 2025 au plus tard.", ["2025-04-30"]),
        ("Le bilan est attendu avant la fin février 2024.", ["2024-02-29"]),
        ("Les pièces sont transmises dans les 2 mois après la signature.", [None]),
        ("Le bilan est dû dans les 6 mois suivant la clôture, soit au 1^{er} juillet 2024.", ["2024-07-01"]),
    ],
)
def test_what_is_owed_until_when(said: str, on: list[str | None]) -> None:
    assert [one.on.isoformat() if one.on else None for one in reading.deadlines([said])] == on


@pytest.mark.parametrize(
    "said",
    [
        "Vu la délibération en date du 01/07/2021 ;",
        "La situation arrêtée au 31/12/2022 montre 3 000 pass.",
        "La convention court à compter du 1er janvier 2021.",
        "La population au 1er janvier 2023 est de 1 460 000.",
    ],
)
def test_a_date_at_which_nothing_is_owed_is_no_deadline(said: str) -> None:
    assert reading.deadlines([said]) == []


def test_a_deadline_says_what_is_owed_and_from_which_line() -> None:
    lines = ["Article 6", "", "Le bénéficiaire lance la procédure d'acquisition", "dans les 2 mois après la signature."]
    [found] = reading.deadlines(lines)
    assert (found.line, found.months, found.after) == (4, 2, "la signature")
    assert found.what == "Article 6" or found.what.endswith("la procédure d'acquisition")


def test_a_word_broken_at_the_end_of_a_line_is_put_together_and_lines_still_count() -> None:
    text = Text.of(["La déli-", "bération du vingt-", "trois mai deux mille vingt-deux au Pas-de-", "Calais"])
    assert "délibération du vingt-trois" in text.text
    assert "Pas-de-Calais" in text.text
    assert [(one.on, one.line) for one in reading.dates(text)] == [(date(2022, 5, 23), 2)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=20))
def test_any_text_is_read_without_a_fault(lines: list[str]) -> None:
    text = Text.of(lines)
    assert len(text.text) == len(text.folded)
    for read in (reading.dates, reading.amounts, reading.durations, reading.deadlines, reading.periods):
        assert all(1 <= one.line <= max(1, len(lines)) for one in read(text))


def test_numbers_on_one_long_line_cost_what_they_weigh() -> None:
    text = Text.of(["SIRET 732 829 320 00074, SIREN 732 829 320 " * 4_000])
    started = time.process_time()
    parties(text, zones(text))
    assert time.process_time() - started < 3
