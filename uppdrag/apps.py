from django.apps import AppConfig


class UppdragConfig(AppConfig):
    name = "uppdrag"
    verbose_name = "Överenskommelse och uppdrag"
