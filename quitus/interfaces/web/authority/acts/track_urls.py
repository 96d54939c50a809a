"""Addresses of what an act needs to reach the prefect and the public."""

from django.urls import path

from quitus.interfaces.web.authority.acts import archives, publishing

_OF_ACT = "convention/actes/<int:deliberation_id>"
_OF_ARCHIVE = "convention/actes/archives/<int:transmission_id>"

urlpatterns = [
    path(f"{_OF_ACT}/archives/", archives.transmissions, name="transmissions"),
    path(f"{_OF_ACT}/archives/nouvelle/", archives.prepare, name="prepare_transmission"),
    path(f"{_OF_ACT}/archives/reponse/", archives.answer, name="take_in_answer"),
    path(f"{_OF_ACT}/en-ligne/", publishing.publish, name="publish_deliberation"),
    path(f"{_OF_ARCHIVE}/", archives.archive, name="transmission_archive"),
    path(f"{_OF_ARCHIVE}/envoi/", archives.mark_sent, name="mark_transmission_sent"),
    path(f"{_OF_ARCHIVE}/anomalie/", archives.anomaly, name="report_anomaly"),
    path(f"{_OF_ARCHIVE}/annulation/", archives.cancellation, name="cancel_transmission"),
]
