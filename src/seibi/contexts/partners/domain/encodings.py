"""Which letters a file is written in: UTF-8, Shift_JIS (CP932), GB18030 or UTF-16."""

import re
from collections.abc import Collection

SAMPLE = 64 * 1024
_KANA = re.compile(r"[\u3041-\u30fe\u30fc]")
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
_EVERYDAY = re.compile(  # what lists of customers and cars are full of, in Japan and in China
    r"[的车号牌码手机姓名日期电话公司地址先生女士张王李刘陈杨赵黄周吴徐孙胡朱高林何郭马罗省市区路里程"
    r"車号番台客氏名電話日付田山川木本村井中小大藤佐野島県町丁目走行距離登録年月粤京沪苏浙]"
)
_RARE = re.compile(r"[\ue000-\uf8ff\u3400-\u4dbf\U00020000-\U0002ffff]")


def detected(content: bytes, words: Collection[str] = ()) -> str:
    """The name of the encoding; ``words`` are headings that would be recognised.

    Marks at the beginning decide, then whether it can be UTF-8, then which of the two older
    encodings makes more sense.
    """
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = _whole_lines(content)
    if _reads(sample, "utf-8"):
        return "utf-8"
    candidates = ("cp932", "gb18030")
    readable = [one for one in candidates if _reads(sample, one)] or list(candidates)
    return max(readable, key=lambda one: _sense(sample.decode(one, "replace"), words))


def _whole_lines(content: bytes) -> bytes:
    if len(content) <= SAMPLE:
        return content
    end = content.rfind(b"\n", 0, SAMPLE)
    return content[: end if end > 0 else SAMPLE]


def _reads(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _sense(text: str, words: Collection[str]) -> float:
    """How much like a list of people and cars a text reads."""
    head = re.split(r"[,;\t|\r\n\"]+", text[:4000])
    known = sum(cell.strip() in words for cell in head)
    odd = len(_RARE.findall(text)) + len(_HALF_KANA.findall(text)) + 5 * text.count("\ufffd")
    usual = len(_KANA.findall(text)) + len(_EVERYDAY.findall(text))
    return 50 * known + (usual - odd) / max(1, len(text)) * 100
