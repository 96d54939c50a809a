"""The catalogue of messages: what is found, what is missed, what is compiled; and that ours is whole."""

import gettext
import json
from pathlib import Path

import pytest

from tools import messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext
from quitus.kernel.words import N_

title = _("Commandes")
template = N_("Le pass %(number)s est périmé.")
lines = ngettext("%(count)s ligne", "%(count)s lignes", 2)
plain = "Jamais traduit"
"""
TEMPLATE = """
{% load i18n %}
    <h1>{% translate "Commandes" %}</h1>
  Du texte
 d'une marge à l'autre
<p>{% blocktranslate trimmed with day=x %}
  Nous sommes
  le {{ day }}
{% endblocktranslate %}</p>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small house with four sentences."""
    page = tmp_path / "quitus" / "web" / "templates" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "quitus" / "views.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "config").mkdir()
    messages.main(["update"], root=tmp_path)
    return tmp_path


ENGLISH = {
    "Commandes": "Orders",
    "Le pass %(number)s est périmé.": "Voucher %(number)s has expired.",
    "%(count)s ligne": ["%(count)s line", "%(count)s lines"],
    "Nous sommes le %(day)s": "Today is %(day)s",
}


def take(root: Path, english: dict[str, str | list[str]]) -> None:
    file = root / "english.json"
    file.write_text(json.dumps(english), encoding="utf-8")
    messages.main(["import", str(file)], root=root)


def test_sentences_are_found_in_python_and_templates(root: Path) -> None:
    assert set(messages.export_missing(root, "en")) == set(ENGLISH)


def test_an_untranslated_sentence_fails_the_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main(["check"], root=root) == 1
    assert "en: missing: Commandes" in capsys.readouterr().out


def test_a_whole_catalogue_passes_the_check(root: Path) -> None:
    take(root, ENGLISH)
    assert messages.check(root, "en") == []


def test_a_sentence_nobody_says_any_more_is_stale_until_updated(root: Path) -> None:
    take(root, ENGLISH)
    (root / "quitus" / "views.py").write_text("", encoding="utf-8")
    assert "stale: Le pass %(number)s est périmé." in messages.check(root, "en")
    messages.main(["update"], root=root)
    assert messages.check(root, "en") == []


def test_a_sentence_that_takes_a_plural_is_translated_again(root: Path) -> None:
    take(root, ENGLISH)
    plural = PYTHON.replace('_("Commandes")', 'ngettext("Commandes", "Commandes", 1)')
    (root / "quitus" / "views.py").write_text(plural, encoding="utf-8")
    (root / "quitus" / "web" / "templates" / "page.html").write_text("", encoding="utf-8")
    assert messages.check(root, "en") == ["missing: Commandes", "stale: Nous sommes le %(day)s"]
    messages.main(["update"], root=root)
    assert messages.check(root, "en") == ["missing: Commandes"]


def test_marked_plurals_are_found(root: Path) -> None:
    marked = 'from quitus.kernel.words import Plural\nx = Plural("%(n)s mois finit", "%(n)s mois finissent", "n")\n'
    (root / "quitus" / "views.py").write_text(marked, encoding="utf-8")
    assert messages.export_missing(root, "en")["%(n)s mois finit"] == ["", ""]


def test_a_fuzzy_translation_counts_as_none(root: Path) -> None:
    take(root, ENGLISH)
    path = messages.path_of(root, "en")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "Commandes"', '#, fuzzy\nmsgid "Commandes"'), encoding="utf-8")
    assert messages.check(root, "en") == ["fuzzy: Commandes"]
    messages.main(["update"], root=root)
    assert messages.check(root, "en") == ["missing: Commandes"]


def test_a_translation_that_loses_a_fact_is_caught(root: Path) -> None:
    take(root, ENGLISH | {"Nous sommes le %(day)s": "Today"})
    (wrong,) = messages.check(root, "en")
    assert wrong.endswith("Nous sommes le %(day)s")


def test_updating_twice_changes_nothing(root: Path) -> None:
    take(root, ENGLISH)
    before = messages.path_of(root, "en").read_bytes()
    messages.main(["update"], root=root)
    assert messages.path_of(root, "en").read_bytes() == before


def test_the_compiled_catalogue_speaks_english(root: Path) -> None:
    take(root, ENGLISH)
    messages.main(["compile"], root=root)
    english = gettext.translation("django", root / "locale", ["en"])
    assert english.gettext("Commandes") == "Orders"
    assert english.ngettext("%(count)s ligne", "%(count)s lignes", 2) == "%(count)s lines"


def test_every_sentence_of_the_program_has_its_english() -> None:
    wrong = [
        f"{language}: {line}" for language in messages.LANGUAGES for line in messages.check(messages.ROOT, language)
    ]
    assert not wrong, (
        f"{len(wrong)} messages are to be mended in locale/ (python -m tools.messages check):\n" + "\n".join(wrong[:20])
    )
