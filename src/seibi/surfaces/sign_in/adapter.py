"""What django-allauth must know of us: who signs up how, where people land, how mail leaves."""

import base64
import hashlib
import logging
import smtplib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.kernel.errors import DomainError

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """Accounts come from a colleague who hires, or from the first code sent to an owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has records to claim is asked about them first."""
        if request.user.pk and customers.claim_offers(request.user.pk):
            return reverse("customers:claims")
        return str(super().get_login_redirect_url(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes go out at once and are kept nowhere. Raises DomainError ("mail_not_sent")."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as error:
            logger.exception("a sign-in mail could not be sent")
            raise DomainError(
                "mail_not_sent",
                _("We could not send the mail just now. Try again in a minute."),
            ) from error


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is not typed
    """Secrets of authenticator apps are encrypted at rest with a key made from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    seed = hashlib.sha256(f"seibi second factor {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(seed))
