"""Where a yes was given, as other systems write it; what nobody can tell is no source."""

import unicodedata
from collections.abc import Mapping

_SOURCES: Mapping[str, str] = {
    "counter": "counter|shop|showroom|in person|desk|店頭|窓口|来店|対面|受付|门店|到店|现场|柜台",
    "telephone": "telephone|phone|call|電話|电话",
    "paper": "paper|form|written|signed|contract|書面|紙|申込書|同意書|契約書|注文書|书面|纸质|合同|签字",
    "own_page": "web|website|online|app|internet|ウェブ|web申込|アプリ|マイページ|网站|网上|小程序|应用",
    "link": "link|e-mail|email|mail|メール|リンク|邮件|短信|链接",
}


def source_of(cell: str) -> str | None:
    """The code of a source, or None when the cell names none that we know."""
    plain = unicodedata.normalize("NFKC", cell).strip().lower()
    if not plain:
        return None
    for code, words in _SOURCES.items():
        known = words.split("|")
        if plain in known or any(not word.isascii() and word in plain for word in known):
            return code
    return None
