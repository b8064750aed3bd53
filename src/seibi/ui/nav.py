"""What a page may pass for the way around: entries of the top bar and of small menus."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry: where it leads, its word and icon, whether one is there, what waits behind it."""

    url: str
    title: str
    icon: str = ""
    current: bool = False
    count: int = 0
    key: str = ""
