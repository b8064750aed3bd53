"""Making and opening signed links. Whoever holds one needs no account; a replaced one is dead."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.core import signing
from django.db import connection
from django.utils.translation import gettext as _

from seibi.kernel.actor import Actor
from seibi.kernel.errors import Expired, NotFound
from seibi.kernel.ids import new_id
from seibi.kernel.links.models import LinkSeries

NEXT = """
    INSERT INTO links_linkseries (id, subject, number) VALUES (%s, %s, 1)
    ON CONFLICT (subject) DO UPDATE SET number = links_linkseries.number + 1
"""


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """The links of one kind of thing; ``salt`` keeps those of another kind from opening it.

    ``kind`` is that of the subjects: who holds the link of a door holds the key "door:<id>".
    """

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

    def opened(self, token: str) -> UUID:
        """What a token opens. One query.

        Raises NotFound ("bad_link") for one we did not sign, Expired ("link_replaced").
        """
        try:
            text = signing.Signer(salt=self.salt).unsign(token)
            name, _dot, number = text.partition(".")
            id = UUID(hex=name)
        except (signing.BadSignature, ValueError):
            sentence = _("This link is not complete. Open it again from the message we sent.")
            raise NotFound("bad_link", sentence) from None
        if int(number or 0) != self._numbers([id]).get(id, 0):
            sentence = _("This link was replaced by a new one. Open the newest message we sent.")
            raise Expired("link_replaced", sentence)
        return id

    def open_for(self, token: str, actor: Actor) -> tuple[UUID, Actor]:
        """What a token opens, and the same actor holding the key to it. Raises as ``opened``."""
        id = self.opened(token)
        return id, self.with_key(actor, id)

    def with_key(self, actor: Actor, id: UUID) -> Actor:
        """The same actor, holding the key to one thing."""
        return replace(actor, keys=actor.keys | {f"{self.kind}:{id}"})

    def replace(self, id: UUID) -> None:
        """From now on only a new link opens it, in the caller's transaction."""
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [new_id(), f"{self.kind}:{id}"])

    def _numbers(self, ids: list[UUID]) -> dict[UUID, int]:
        subjects = {f"{self.kind}:{id}": id for id in ids}
        rows = LinkSeries.objects.filter(subject__in=subjects).values_list("subject", "number")
        return {subjects[subject]: number for subject, number in rows}
