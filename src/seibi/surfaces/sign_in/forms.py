"""The forms of signing in that differ from the library's."""

from allauth.account.forms import LoginForm, RequestLoginCodeForm
from django.utils.translation import gettext_lazy as _

from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account, normal_email


class PasswordForm(LoginForm):  # type: ignore[misc]  # the library is not typed
    """E-mail and password, in our words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = _("E-mail address"), _("Password"), ""
        login.widget.attrs.pop("placeholder", None)
        password.widget.attrs.pop("placeholder", None)


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # the library is not typed
    """Owners get a code at any address; a new address becomes an account when its code comes back.

    Staff sign in with their password: at their address the answer looks the same, but the mail
    says so instead of carrying a code.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = _("Your e-mail address")
        email.widget.attrs.pop("placeholder", None)
        email.widget.attrs.update({"autocomplete": "email", "autofocus": True})

    def clean_email(self) -> str:
        address = str(super().clean_email())
        self._user = _known_or_new(address)
        if self._user is not None and network.is_staff(self._user.pk, clock.now()):
            self._user = None
        return address


def _known_or_new(address: str) -> Account | None:
    """The account at this address, else one without password; None if it was closed."""
    known = Account.objects.filter(email=normal_email(address)).first()
    account = known or Account.objects.create_user(address)
    return account if account.is_active else None
