from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "seibi.ui"
    label = "ui"
