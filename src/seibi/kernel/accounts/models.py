"""One account per person who signs in; staff member and owner are hats of the same account."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from seibi.kernel import clock
from seibi.kernel.ids import new_id
from seibi.kernel.rows import Row


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts with normalised addresses."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Account":
        """An account; without a password it signs in by one-time code or passkey only.

        Its address is written down as not proved, so that the first code that comes back from it,
        whatever it was asked for, proves it.
        """
        account = self.model(email=normal_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        if account.email:
            from allauth.account.models import EmailAddress  # noqa: PLC0415 - needs accounts first

            EmailAddress.objects.create(
                user=account, email=account.email, primary=True, verified=False
            )
        return account

    def create_superuser(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Account":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=normal_email(username))


class Account(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. What they may do comes from role grants and claimed records."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.machine_now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_can_be_reached",
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.email or self.phone or str(self.pk)

    def get_full_name(self) -> str:
        return str(self)


def normal_email(address: str | None) -> str | None:
    """Addresses are compared without regard to case; an empty one is none."""
    return address.strip().lower() or None if address else None


class ApiToken(Row):
    """A key with which a program acts as its account; only the hash of it is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.machine_now)
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
