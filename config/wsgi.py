"""What the web server loads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from config.database import refuse_superuser

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()
refuse_superuser()

from quitus.interfaces.api.gate import QuickWay  # noqa: E402 - once Django is set up

application = QuickWay(django_application)
