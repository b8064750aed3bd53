"""What owners of the demo answer when they are asked how the visit was."""

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
    "JP": "約束の時間を過ぎても連絡がありませんでした。",
    "CN": "过了约定的时间也没有人通知我。",
    "US": "The promised time passed and nobody called me.",
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
