"""Brings the board's sentences onto its page."""

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString

from seibi.ui.board_words import board_words as words

register = template.Library()


@register.simple_tag
def board_words() -> SafeString:
    """``{% board_words %}``: the sentences as JSON, beside the board's data."""
    return json_script(words(), "board-words")
