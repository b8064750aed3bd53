"""One link per role, each on a host name of its own, so that each has its own session."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from seibi.config.demo.groups import GROUPS
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.labels import ROLE_LABELS

OWNERS = (("yamada", "jp0", "JP"), ("wang", "cn0", "CN"), ("grace", "us0", "US"))
OWNER_DOMAIN = "owners.demo.seibi.localhost"


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A door of the demo: who you are behind it, and where it is."""

    country: str
    role: str
    name: str
    login: str
    email: str
    url: str

    def __str__(self) -> str:
        return f"  {self.country}  {self.role:<22} {self.url:<52} {self.name}"


def mail_addresses() -> dict[str, str]:
    """The e-mail address of everybody in the demo, by the name in their link."""
    from seibi.config.demo.network import mail_of  # noqa: PLC0415 - needs a set-up Django

    staff = {p.login: mail_of(p.login) for g in GROUPS for s in g.sites for p in s.staff}
    return staff | {login: f"{name}@{OWNER_DOMAIN}" for login, name, _country in OWNERS}


def role_links(port: int) -> list[RoleLink]:
    """Owner first, then one of each role per country; signing in is the link itself."""
    from seibi.config.demo.network import mail_of  # noqa: PLC0415 - needs a set-up Django

    links = []
    for group in GROUPS:
        owner = next(entry for entry in OWNERS if entry[2] == group.country)
        links.append(
            _link(group.country, _("Owner"), "", owner[0], f"{owner[1]}@{OWNER_DOMAIN}", port)
        )
        seen: set[Role] = set()
        for person in group.sites[0].staff:
            if person.role not in seen:
                seen.add(person.role)
                role = str(ROLE_LABELS[person.role])
                email = mail_of(person.login)
                links.append(_link(group.country, role, person.name, person.login, email, port))
    return links


def _link(country: str, role: str, name: str, login: str, email: str, port: int) -> RoleLink:
    url = f"http://{login}.localhost:{port}/demo/enter/{login}/"
    return RoleLink(country, role, name, login, email, url)
