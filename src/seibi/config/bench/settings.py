"""The product's settings, with one bare page beside it to measure the machine by."""

from seibi.config.settings.base import *  # noqa: F403

ROOT_URLCONF = "seibi.config.bench.urls"
