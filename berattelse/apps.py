from django.apps import AppConfig


class BerattelseConfig(AppConfig):
    name = "berattelse"
    verbose_name = "Verksamhetsberättelse"
