"""Words that people translate: ``{language: text}`` in one column, read with a fallback."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, override

LANGUAGES = ("en", "ja", "zh-hans")


def translated(texts: Mapping[str, str] | None, language: str | None = None) -> str:
    """The text in the wanted language (default: the active one), else English, else any."""
    if not texts:
        return ""
    wanted = (language or get_language() or "en").lower()
    for candidate in (wanted, wanted.partition("-")[0], "en"):
        if texts.get(candidate):
            return texts[candidate]
    return next((text for text in texts.values() if text), "")


def in_every_language(said: Callable[[], str]) -> dict[str, str]:
    """What is said, in each language of the house: for whoever reads it later."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = said()
    return found


class TranslatedField(models.JSONField):
    """A ``{language: text}`` column with at least one text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict) or not all(
            lang in LANGUAGES and isinstance(text, str) for lang, text in value.items()
        ):
            raise ValidationError("a text per language: en, ja, zh-hans", code="not_translated")
