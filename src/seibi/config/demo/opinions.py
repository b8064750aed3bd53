"""What owners of the demo say about a visit, and what they are told when it takes longer."""

from seibi.contexts.quality.contracts import Scores

CONTENT = (5, 4, 5, 5, 3, 5, 4)
RECOMMEND = (9, 8, 10, 10, 6, 9, 7)
EASY = (6, 6, 7, 5, 4, 7, 6)
SILENT = 6  # every sixth owner does not answer
PRAISE = {
    "JP": (
        "説明がわかりやすく、安心して任せられました。",
        "",
        "写真で見せてもらえたので納得できました。",
    ),
    "CN": ("讲解清楚，很放心。", "", "有照片可以看，心里有数。"),
    "US": (
        "Everything was explained so that I understood it.",
        "",
        "Seeing the photos made the decision easy.",
    ),
}
BLAME = {
    "JP": "約束より時間がかかり、連絡も遅かったです。",
    "CN": "比约定的时间长，通知得也晚。",
    "US": "It took longer than promised, and I heard of it late.",
}
DELAYS = {
    "JP": "追加の点検に時間がかかるため",
    "CN": "需要更多时间检查",
    "US": "The check took longer than planned.",
}


def opinion(country: str, number: int, *, late: bool) -> Scores | None:
    """The ``number``-th answer of a country; None from those who do not answer."""
    if late:
        return Scores(2, 4, 3, BLAME[country])
    if number % SILENT == SILENT - 1:
        return None
    said = PRAISE[country]
    nth = number % len(CONTENT)
    return Scores(CONTENT[nth], RECOMMEND[nth], EASY[nth], said[number % len(said)])
