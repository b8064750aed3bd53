"""The product's settings, with a site on which deeds can be done and counted."""

from seibi.config.settings.base import *  # noqa: F403
from seibi.config.settings.base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.site"]
ROOT_URLCONF = "tests.faults.site.urls"
