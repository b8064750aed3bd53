from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "seibi.contexts.diagnosis"
    label = "diagnosis"
