from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "seibi.contexts.catalogue"
    label = "catalogue"
