"""Who plays which part at a site of the demo, and the readers that hear of it."""

from seibi.config.demo.network import SeededSite
from seibi.config.middleware import actor_for
from seibi.contexts.network.contracts import Role
from seibi.kernel.actor import Actor
from seibi.kernel.journal.readers import READERS, advance, behind
from seibi.kernel.journal.sequencer import assign_positions


class Cast:
    """Who plays which part at one site."""

    def __init__(self, site: SeededSite) -> None:
        self.site = site
        self._by_role: dict[Role, list[str]] = {}
        for person in site.site.staff:
            self._by_role.setdefault(person.role, []).append(person.login)

    def one(self, role: Role, number: int = 0) -> Actor:
        """The ``number``-th person of a role, or the manager where nobody has it."""
        logins = self._by_role.get(role) or self._by_role[Role.SERVICE_MANAGER]
        return actor_for(self.site.staff[logins[number % len(logins)]])


def read_everything() -> None:
    """Let every reader read what was told, until all is quiet."""
    while assign_positions() + sum(advance(reader) for reader in behind(READERS)):
        pass
