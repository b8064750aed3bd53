"""What Granian's worker processes load: the pages, and the wish to die with their parent."""

import os
import signal

from seibi.config.processes.mortality import die_with_parent

_started_by = os.getppid()
if _wish := die_with_parent(signal.SIGTERM):
    _wish()
if os.getppid() != _started_by:  # it died in between
    os.kill(os.getpid(), signal.SIGTERM)

from seibi.config.wsgi import application  # noqa: E402, F401 - loading it may take a while
