"""Making and opening signed links. Whoever holds one needs no account; a replaced one is dead."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.db import connection
from django.utils.translation import gettext as _

from seibi.kernel.errors import Expired
from seibi.kernel.ids import new_id
from seibi.kernel.links.models import LinkSeries

NEXT = """
    INSERT INTO links_linkseries (id, subject, number) VALUES (%s, %s, 1)
    ON CONFLICT (subject) DO UPDATE SET number = links_linkseries.number + 1
"""


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """The links of one kind of thing; ``salt`` keeps those of another kind from opening it."""

    kind: str
    salt: str

    def token_of(self, id: UUID) -> str:
        """The token that opens this thing now; nobody can make one for another."""
        return self.tokens_of([id])[id]

    def tokens_of(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """The tokens of many things. One query."""
        wanted = list(ids)
        numbers = self._numbers(wanted)
        signer = signing.Signer(salt=self.salt)
        return {
            id: signer.sign(f"{id.hex}.{n}" if (n := numbers.get(id, 0)) else id.hex)
            for id in wanted
        }

    def opened(self, token: str) -> UUID | None:
        """What a token opens; None for one we did not sign. One query.

        Raises Expired ("link_replaced") for one that was replaced.
        """
        try:
            text = signing.Signer(salt=self.salt).unsign(token)
            name, _dot, number = text.partition(".")
            id = UUID(hex=name)
        except (signing.BadSignature, ValueError):
            return None
        if int(number or 0) != self._numbers([id]).get(id, 0):
            sentence = _("This link was replaced by a new one. Open the newest message we sent.")
            raise Expired("link_replaced", sentence)
        return id

    def replace(self, id: UUID) -> None:
        """From now on only a new link opens it, in the caller's transaction."""
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [new_id(), f"{self.kind}:{id}"])

    def _numbers(self, ids: list[UUID]) -> dict[UUID, int]:
        subjects = {f"{self.kind}:{id}": id for id in ids}
        rows = LinkSeries.objects.filter(subject__in=subjects).values_list("subject", "number")
        return {subjects[subject]: number for subject, number in rows}
