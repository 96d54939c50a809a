"""What somebody signed on paper, entered with its scan: the form, and the scan given back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.documents import signed
from quitus.domain.documents.models import SignedPaper
from quitus.interfaces.web.layout.components import Column, Empty, Row, Table
from quitus.kernel.words import N_

UNDER = {
    "signer_missing": "signed_by",
    "own_signature_on_paper": "signed_by",
    "quality_missing": "quality",
    **dict.fromkeys(("scan_empty", "scan_too_large", "scan_of_this_type_refused"), "file"),
}
"""Under which field the refusals of a scan are shown."""

STANDS_FOR = {
    "assent_to_imprest": N_("Avis sur l'acte constitutif"),
    "assent_to_imprest_amendment": N_("Avis sur un avenant à l'acte"),
    "assent_to_sub_regie": N_("Avis sur une sous-régie"),
    "assent_to_appointment": N_("Avis sur une nomination"),
    "assent_to_mandate": N_("Avis sur une convention de mandat"),
    "render_mandate_account": N_("Compte rendu par l'organisme"),
    "request_supply": N_("Demande d'approvisionnement"),
    "decline_request": N_("Refus d'approvisionnement"),
    "supply_safe": N_("Approvisionnement du coffre"),
    "supply_body": N_("Approvisionnement d'un organisme mandaté"),
    "return_to_operator": N_("Retour à l'opérateur"),
    **dict.fromkeys(("transfer_to_point", "transfer_from_body"), N_("Transfert à un point")),
    **dict.fromkeys(("return_from_point", "return_to_body"), N_("Retour d'un point")),
    **dict.fromkeys(("return_to_accountant", "return_from_body"), N_("Retour au comptable")),
    "hand_out": N_("Remise de pass"),
    "acknowledge_slip": N_("Réception de pass"),
    "record_payment": N_("Liste des paiements de l'opérateur"),
}


class ScanForm(forms.Form):
    """Who signed, and the scan: cleaned to `signed_by`, `file_name` and `content`; one too heavy is not even read."""

    signed_by = forms.CharField(
        label=_("Signé par"), max_length=200, help_text=_("Le nom qui figure sur le papier signé.")
    )
    file = forms.FileField(
        label=_("Papier signé, numérisé"),
        help_text=_("PDF, PNG ou JPEG, 25 Mo au plus."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def clean(self) -> dict[str, Any]:
        """`file_name` and `content` where a file was sent."""
        told = super().clean() or {}
        file = told.pop("file", None)
        if file is not None and file.size > signed.MOST_BYTES:
            most = signed.MOST_BYTES // 1024**2
            self.add_error("file", ValidationError(gettext("Ce fichier dépasse %(most)s Mo.") % {"most": most}))
        elif file is not None:
            told |= {"file_name": file.name, "content": file.read()}
        return told


def scans_table(found: list[SignedPaper], *, url: Any) -> Table:
    """The papers signed by hand about a thing; `url` gives the address of a scan."""
    return Table(
        caption=gettext("Papiers signés"),
        columns=[
            Column(gettext("Papier")),
            Column(gettext("Signé par")),
            Column(gettext("Le"), "day"),
            Column(gettext("Saisi par")),
        ],
        rows=[
            Row(
                [
                    gettext(STANDS_FOR[one.verb]) if one.verb in STANDS_FOR else one.file_name,
                    one.signed_by,
                    one.signed_on,
                    one.entered_by,
                ],
                url=url(one),
            )
            for one in found
        ],
        empty=Empty(gettext("Aucun papier signé à la main.")),
    )


def scan_response(paper: SignedPaper, content: bytes) -> HttpResponse:
    """The scan itself, to be kept."""
    answer = HttpResponse(content, content_type=paper.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, paper.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
