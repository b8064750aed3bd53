"""Django's own commands, for developers; operators use ``seibi``."""

import os
import sys

from django.core.management import execute_from_command_line

from seibi.config.database import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seibi.config.settings.base")
    os.environ.setdefault("SEIBI_DATABASE_ROLE", "")  # migrations are the owner's
    embedded.ensure_running()
    execute_from_command_line(sys.argv)
