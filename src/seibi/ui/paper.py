"""Paper: a PDF from a typst template and plain values, with fonts that come along."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from seibi.kernel.errors import Unavailable

FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
SCRIPTS = {"ja": ("ja", "JP"), "zh-hans": ("zh", "CN"), "en": ("en", "US")}


def script_of(language: str) -> dict[str, str]:
    """Which glyphs a language takes: one family draws 直 in Japanese and in Chinese."""
    lang, region = SCRIPTS.get(language, SCRIPTS["en"])
    return {"lang": lang, "region": region}


def printed(template: Path, data: Mapping[str, Any], *, at: dt.datetime) -> bytes:
    """The PDF of a template. Values are data, never typst code; nothing is computed there.

    Raises Unavailable ("paper_not_made"): what was to be printed is kept and is on the screen.
    """
    try:
        pdf = typst.compile(
            template,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=at.replace(microsecond=0),  # it takes whole seconds only
        )
    except (typst.TypstError, OSError, RuntimeError) as reason:
        sentence = _("The paper could not be made. Everything is kept: print it again in a moment.")
        raise Unavailable("paper_not_made", sentence) from reason
    return bytes(pdf)


@cache
def _fonts() -> typst.Fonts:
    """Noto Sans CJK from PyPI: a bare machine has no fonts, and system fonts differ."""
    folders = [
        str(Path(spec.origin).parent)
        for spec in map(find_spec, FONT_PACKAGES)
        if spec is not None and spec.origin
    ]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
