"""Payment providers: constants of django-payments. Another provider is one more variant."""

from urllib.parse import urlsplit

from seibi.config.settings.environment import environment

PAYMENT_HOST = urlsplit(environment().public_url).netloc
PAYMENT_USES_SSL = environment().https
PAYMENT_MODEL = "payments.Payment"
PAYMENT_VARIANTS = {
    # moves no money: stands in for a real provider until one is configured
    "test": ("seibi.contexts.payments.web.providers.TestProvider", {"secret": environment().key()}),
}
