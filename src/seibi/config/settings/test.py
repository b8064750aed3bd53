"""Settings of the test runs: quick hashing, no mail leaves, files in a scratch folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from seibi.config.settings.base import *  # noqa: F403
from seibi.config.settings.base import STATIC_ROOT, STORAGES
from seibi.config.settings.database import database

FILES = Path(tempfile.mkdtemp(prefix="seibi-files-"))


def _leave_nothing(made_by: int) -> None:
    """A copy of this process that ends first takes nothing from it."""
    if os.getpid() == made_by:
        shutil.rmtree(FILES, ignore_errors=True)


atexit.register(_leave_nothing, os.getpid())
DATABASES = {"default": database()}
DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # nothing outlives a run
SECRET_KEY = "only for tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SEIBI_REQUIRE_SECOND_FACTOR = False
SEIBI_TESTING = True
STORAGES = STORAGES | {
    "files": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES},
    }
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
