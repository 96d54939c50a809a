"""Addresses of the régie, of its points and people, and of mandated bodies."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority.regie import amendments, appointments, imprests, mandates, papers, points

_REGIE = "commandes/regie/"
_ONE = f"{_REGIE}<int:imprest_id>/"
_AMENDMENT = f"{_REGIE}avenants/<int:amendment_id>/"
_POINT = f"{_REGIE}points/<int:point_id>/"
_SUB_REGIE = f"{_REGIE}sous-regies/<int:sub_regie_id>/"
_APPOINTMENT = f"{_REGIE}nominations/<int:appointment_id>/"
_MANDATES = "commandes/organismes-mandates/"
_MANDATE = f"{_MANDATES}<int:mandate_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_REGIE, imprests.imprests, name="imprests"),
    path(f"{_REGIE}nouvelle/", imprests.new_imprest, name="new_imprest"),
    path(_ONE, imprests.imprest, name="imprest"),
    path(f"{_ONE}reecrire/", imprests.rewrite_imprest, name="rewrite_imprest"),
    path(f"{_ONE}ouvrir/", imprests.open_imprest, name="open_imprest"),
    path(f"{_ONE}clore/", imprests.close_imprest, name="close_imprest"),
    path(f"{_ONE}modifier/", amendments.amend, name="amend_imprest"),
    path(f"{_ONE}nouveau-point/", points.new_point, name="new_point"),
    path(f"{_ONE}nommer/", appointments.appoint, name="appoint"),
    path(_AMENDMENT, amendments.amendment, name="imprest_amendment"),
    path(f"{_AMENDMENT}reecrire/", amendments.rewrite, name="rewrite_imprest_amendment"),
    path(f"{_AMENDMENT}signer/", amendments.adopt, name="adopt_imprest_amendment"),
    path(f"{_AMENDMENT}retirer/", amendments.withdraw, name="withdraw_imprest_amendment"),
    path(_POINT, points.point, name="distribution_point"),
    path(f"{_POINT}fermer/", points.close_point, name="close_point"),
    path(f"{_POINT}sous-regie/", points.new_sub_regie, name="new_sub_regie"),
    path(f"{_SUB_REGIE}ouvrir/", points.open_sub_regie, name="open_sub_regie"),
    path(f"{_SUB_REGIE}clore/", points.close_sub_regie, name="close_sub_regie"),
    path(_APPOINTMENT, appointments.appointment, name="appointment"),
    path(f"{_APPOINTMENT}terminer/", appointments.end, name="end_appointment"),
    path(f"{_REGIE}avis/<slug:about>/<int:key>/", papers.enter_assent, name="enter_assent"),
    path(f"{_REGIE}papiers/<int:paper_id>/", papers.signed_paper, name="signed_paper"),
    path(_MANDATES, mandates.mandates, name="mandates"),
    path(f"{_MANDATES}nouveau/", mandates.new_mandate, name="new_mandate"),
    path(_MANDATE, mandates.mandate, name="mandate"),
    path(f"{_MANDATE}reecrire/", mandates.rewrite_mandate, name="rewrite_mandate"),
    path(f"{_MANDATE}signer/", mandates.sign_mandate, name="sign_mandate"),
    path(f"{_MANDATE}clore/", mandates.close_mandate, name="close_mandate"),
    path(f"{_MANDATE}nommer/", mandates.name_person, name="name_mandated_person"),
    path(f"{_MANDATE}nouveau-point/", points.new_mandated_point, name="new_mandated_point"),
    path(f"{_MANDATE}compte/", mandates.render_account, name="render_account"),
    path(f"{_MANDATES}personnes/<int:person_id>/terminer/", mandates.end_person, name="end_mandated_person"),
]
