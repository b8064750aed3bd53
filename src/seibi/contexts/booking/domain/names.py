"""A name typed into one field, as two: which half comes first depends on the language."""

FAMILY_FIRST = frozenset({"ja", "zh-hans"})
LONGEST_CHINESE_NAME = 4


def split_name(name: str, language: str) -> tuple[str, str]:
    """(family, given). Without a space a Chinese name is cut after its first character."""
    words = name.split()
    if len(words) == 1:
        only = words[0]
        if language == "zh-hans" and 1 < len(only) <= LONGEST_CHINESE_NAME and not only.isascii():
            return only[0], only[1:]
        return only, ""
    if language in FAMILY_FIRST and not name.isascii():
        return words[0], " ".join(words[1:])
    return words[-1], " ".join(words[:-1])
