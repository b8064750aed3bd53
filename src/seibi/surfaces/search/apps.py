from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "seibi.surfaces.search"
    label = "finding"  # "search" are the keys in the kernel
