"""Background jobs as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Brings the tasks to the worker (`tasks.py` is found by name)."""

    name = "quitus.interfaces.jobs"
    label = "jobs"
