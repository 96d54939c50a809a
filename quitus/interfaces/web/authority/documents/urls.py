"""Addresses of documents and of their templates, below those of the convention."""

from django.urls import path, register_converter

from quitus.interfaces.web.authority.documents import producing, templates, views
from quitus.usecases.papers.making import MEDIA_TYPES


class FileFormat:
    """« pdf » or « odt »."""

    regex = "|".join(MEDIA_TYPES)

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the address."""
        return value


register_converter(FileFormat, "file_format")

_ROOT = "convention/documents/"
_TEMPLATES = f"{_ROOT}modeles/"
urlpatterns = [
    path(_ROOT, views.documents, name="documents"),
    path(f"{_ROOT}courrier/", producing.write_letter, name="write_letter"),
    path(f"{_ROOT}sur/<slug:subject_kind>/<int:subject_id>/", views.documents_about, name="documents_about"),
    path(f"{_ROOT}produire/<slug:kind>/<int:subject_id>/", producing.produce_document, name="produce_document"),
    path(f"{_ROOT}apercu/<slug:kind>/<int:subject_id>/", producing.preview_document, name="preview_document"),
    path(_TEMPLATES, templates.templates, name="templates"),
    path(f"{_TEMPLATES}<slug:kind>/", templates.template, name="template"),
    path(f"{_TEMPLATES}<slug:kind>/remplacer/", templates.replace_template, name="replace_template"),
    path(f"{_TEMPLATES}<slug:kind>/retirer/", templates.withdraw_template, name="withdraw_template"),
    path(f"{_TEMPLATES}<slug:kind>/exemple/", templates.template_sample, name="template_sample"),
    path(f"{_TEMPLATES}<slug:kind>/dossier/", templates.template_kit, name="template_kit"),
    path(f"{_TEMPLATES}<slug:kind>/fichier/", templates.template_source, name="template_source"),
    path(f"{_TEMPLATES}versions/<int:template_id>/", templates.template_version, name="template_version"),
    path(f"{_ROOT}<int:document_id>/", views.document, name="document"),
    path(f"{_ROOT}<int:document_id>/comparer/", views.verify_document, name="verify_document"),
    path(f"{_ROOT}<int:document_id>/<file_format:file_format>/", views.download_document, name="download_document"),
]
