"""An authority whose acts can be transmitted, and an adopted act of it. Everything is invented."""

from dataclasses import replace
from datetime import date

import pytest

from quitus.domain.acts import operations as acts
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.operations import Settings
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person
from tests.factories.texts import make_deliberation

SIRET = "22620001200012"
SETTINGS = Settings(
    prefecture="PREF062",
    department="062",
    arrondissement="1",
    nature_code="22",
    operator_trigram="EXE",
    matter_code="7.5",
    matter_label="finances locales/subventions",
    classification_on=date(2019, 8, 29),
    referent_name="Service des assemblées (exemple)",
    return_emails="actes@exemple.fr",
    publisher_name="Dominique Exemple",
    publisher_quality="Président du Conseil départemental",
)
VOTED_ON = date(2023, 5, 15)
_SAID = b"BT /F1 12 Tf 10 100 Td (Le texte entier de cet acte.) Tj ET"
PDF = (
    b"%PDF-1.4\n"
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
    b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length " + str(len(_SAID)).encode() + b">>stream\n" + _SAID + b"\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
SCANNED = PDF.replace(b") Tj", b") Tx")  # a page without a letter


@pytest.fixture
def act(scheme: Scheme, anne: Person) -> Deliberation:
    """The act 2023-204, adopted on 15 May 2023 and neither transmitted nor published; its authority can do both."""
    scheme.authority.siret = SIRET
    scheme.authority.save()
    acts.set_act_settings(by=anne.actor, authority_id=scheme.authority_id, settings=replace(SETTINGS))
    return make_deliberation(anne.actor, scheme.authority_id, "2023-204", held_on=VOTED_ON, executory_on=None)
