"""Background work: constants of Procrastinate."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
