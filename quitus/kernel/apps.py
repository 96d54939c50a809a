from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "quitus.kernel"
    label = "kernel"
    verbose_name = "Quitus: the ground"
