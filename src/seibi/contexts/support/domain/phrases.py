"""Hearing that somebody wants to speak to a person above, in English, Japanese and Chinese.

A hit opens nothing: the owner is asked back first. What says the opposite ("不用找经理",
"責任者は結構です", "no need for a manager") is no hit. What owners write is data, no command.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Language:
    """What is said for "above", what asks for it, what asks by itself, and what takes it back."""

    asks: re.Pattern[str]
    takes_back: re.Pattern[str]


_EN_ABOVE = (
    r"(?:managers?|supervisors?|boss|superiors?|director|head ?office|headquarters|hq|corporate"
    r"|(?:customer|service) relations|principal|(?:service |regional |local )?leaders?"
    r"|(?:some(?:one|body)|the person|a person|whoever|who) (?:is |who is |that is |who's )?"
    r"(?:else )?(?:in charge|responsible|higher(?: up)?|above you|more senior|senior|with authority"
    r"|who can (?:actually )?(?:decide|help)|who decides|can decide))"
)
_EN_ASKS = (
    r"\b(?:speak|talk|chat|complain)(?:ing)? (?:\w+ ){0,2}?(?:to|with) (?:\S+ ){0,4}?" + _EN_ABOVE,
    r"\b(?:get|want|need|see|call|contact|reach|bring|fetch|involve|demand|meet|find|request"
    r"|connect|transfer|ask for|give|put)(?: \S+){0,6}? " + _EN_ABOVE,
    r"\b(?:where|who) (?:is|are) (?:your|the) " + _EN_ABOVE,
    r"^(?:the |your |a )?" + _EN_ABOVE + r"(?: now| please)*$",
    r"\bescalat(?:e|ed|ing|ion)\b",
    r"\b(?:file|make|lodge|submit|raise|register)(?: \S+){0,3} complaint\b",
    r"\b(?:want|need|like|going|have|wish) to complain\b",
    r"\btake (?:this|it) (?:up )?(?:higher|further|over your head)\b",
    r"\bgo (?:over your head|above you)\b",
)
_EN_BACK = (
    r"\b(?:thanks|thank you|thx|grateful|glad)\b.*",
    r"\b(?:no need|no reason|not necessary|unnecessary|needn't|never mind|rather not|no intention)"
    r"(?: \S+){0,8}",
    r"\b(?:don't|do not|dont|doesn't|does not|didn't|did not|not|won't|will not|wouldn't|never"
    r"|isn't|no longer) (?:\S+ ){0,5}?(?:" + _EN_ABOVE + r"|escalat\w*|complain\w*)",
    r"\b(?:no|without|not an?) (?:\S+ )?(?:" + _EN_ABOVE + r"|escalation|complaints?)",
    r"\b"
    + _EN_ABOVE
    + r" (?:is|are|was|were)(?:n't| not)? (?:not )?(?:needed|necessary|required)\b",
)
_EN_INSISTS = r"\b(?:until|unless|before|without) (?:i |i've |speaking|talking)"

_JA_ABOVE = (
    r"(?:責任者|店長|上司(?!が)|上の(?:人|者|方)|うえの(?:人|方)|マネージャー|マネジャー|所長|工場長|社長"
    r"|支配人|支店長|部長|課長|本社|本部|(?:お客様|お客さま)相談(?:室|窓口|センター)|偉い人|えらい人"
    r"|判断できる(?:人|方)|決められる(?:人|方)|決定権のある(?:人|方)|話の分かる人|わかる人)"
)
_JA_REQUEST = (
    r"(?:出して|出せ|出しなさい|出てきて|出てこい|呼んで|呼べ|呼びなさい|代わって|代われ|替わって"
    r"|かわって|代わり|変わって|話がしたい|話したい|話をしたい|話をさせ|話させ|話を聞|お話し?したい"
    r"|お話させ|お話しさせ|お話し?できますか|話せますか|話をできますか|つないで|繋いで|つなげ|繋げ"
    r"|取り次い|取次|連絡し|連絡を取|連絡を入れ|連絡先|電話し|電話を|電話番号|言います|言うぞ|言いつけ"
    r"|報告し|報告させ|相談したい|お願いします|お願いしたい|お願いでき|会わせ|会いたい|回して|来て"
    r"|来い|説明して|説明させ|対応して|対応をお願い|確認してもら|判断してもら|訴え|出してもら|呼んでもら"
    r"|クレーム|苦情|はいますか|はいませんか|はどなた|はどこ|はいないの|いますか)"
)
_JA_ASKS = (
    _JA_ABOVE + r"[^。！？\n]{0,14}?" + _JA_REQUEST,
    r"(?:クレーム|苦情)を?(?:入れ|いれ|出し|言い|申し|伝え)",
    r"(?:苦情|クレーム)(?:です|があります|がある|の窓口)",
    r"エスカレ(?:ーション|ート)",
    r"^" + _JA_ABOVE + r"(?:を|と|に|へ|、)?$",
    r"(?:あなた|おたく|担当(?:の方|者)?)(?:で|と)は(?:話にならない|らちがあかない|埒が明かない|無理)",
    r"担当(?:の方|者|アドバイザー)?を?(?:変えて|代えて|替えて|かえて)",
)
_JA_NOT = (
    r"(?:結構です|けっこうです|結構だ|不要|必要(?:は|も)?(?:ない|なく|ありません|ございません|ないです)"
    r"|(?:要|い)りません|(?:要|い)らない|なくて(?:も)?(?:いい|良い|よい|大丈夫|結構|構|かま|OK|ok)"
    r"|なくていい|(?<!つ)(?<!繋)ないで(?:ください|下さい|いい)|までもな|までもあり|ほどでは|ほどのこと|つもりは(?:ない|あり)"
    r"|わけでは|訳では|ではありません|じゃありません|じゃない|ではない|大丈夫です|おかげ|お陰|ありがと"
    r"|感謝|親切|丁寧|良くして|よくして|助かり|安心し|申し分)"
)
_JA_BACK = (
    r"(?:"
    + _JA_ABOVE
    + r"|クレーム|苦情|エスカレ(?:ーション|ート))[^。！？\n]{0,24}?"
    + _JA_NOT
    + ".*",
)

_ZH_ABOVE = (
    r"(?:经理|經理|主管|领导|領導|老板|老闆|负责人|負責人|店长|店長|站长|总监|总部|總部|总公司|上级|上級"
    r"|厂家|管理层|能做主的|能负责的|管事(?:儿)?的|说了算的|做得了主的|你们头儿|你们上面)"
)
_ZH_VERB = (
    r"(?:找|叫|喊|让|讓|请|請|要见|想见|见|見|联系|聯繫|转接|轉接|转给|接通|换|換|反映|反馈|打给|打电话给"
    r"|跟|和|与|同|问|要求|要|求|给我|需要)"
)
_ZH_ASKS = (
    _ZH_VERB + r"[^，。！？；,!?;\n]{0,8}?" + _ZH_ABOVE,
    _ZH_ABOVE
    + r"[^，。！？；,!?;\n]{0,6}?(?:出来|過來|过来|来处理|来解决|来谈|来一下|来跟|接电话|打电话给我"
    r"|联系我|回电|的电话|电话(?:号码)?(?:是|多少|给)|在哪|在不在|在吗|是谁|呢)",
    r"投诉|投訴|申诉|申訴",
    r"升级(?:处理|投诉|反映|到)",
    r"1231[58]|12328",
    r"^(?:你们|贵店)?" + _ZH_ABOVE + r"$",
)
_ZH_NO = (
    r"(?:不用|不必|无需|毋需|不需要|没必要|没有必要|不要|别|不想|不是要|不是想|不是来|并非|不打算|没打算"
    r"|没想|没有要|没要|没说要|不找|不麻烦|不会|先不|暂时不|暂不|不再|不准备|用不着|犯不着|无意|没有|不是"
    r"|不|没|取消|撤销|撤回|撤)"
)
_ZH_BACK = (
    _ZH_NO
    + r"(?:再|去|麻烦|惊动|打扰|特意|专门|特地|您|你们|你|了|还|要|为了这个|因为这个|向|和|跟){0,4}"
    + r"(?:"
    + _ZH_VERB
    + r"[^，。！？；,!?;\n]{0,6}?"
    + _ZH_ABOVE
    + r"|"
    + _ZH_ABOVE
    + r"|投诉|投訴|申诉|申訴|升级)[^，。！？；,!?;\n]*",
    _ZH_VERB
    + r"?[^，。！？；,!?;\n]{0,4}?(?:"
    + _ZH_ABOVE
    + r"|投诉|申诉)(?:的事|什么的|他们)?(?:就|也|倒|还是)?"
    + r"(?:不用|不必|算了|免了|不需要|没必要|没有必要|不至于|谈不上)[^\n]*",
    r"(?:谢谢|感谢|多谢|辛苦|麻烦了)[^，。！？；,!?;\n]*" + _ZH_ABOVE + r"[^，。！？；,!?;\n]*",
    _ZH_ABOVE
    + r"[^，。！？；,!?;\n]{0,6}?(?:很好|人很|态度很|真好|不错|已经|刚才|说过|说了|告诉|帮了|处理)"
    + r"[^，。！？；,!?;\n]*",
)
_ZH_INSISTS = r"(?:为什么|凭什么|怎么|干嘛)不?(?:让|给|帮|叫)"


def _one_of(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts))


_LANGUAGES = (
    _Language(_one_of(_EN_ASKS), _one_of(_EN_BACK)),
    _Language(_one_of(_JA_ASKS), _one_of(_JA_BACK)),
    _Language(_one_of(_ZH_ASKS), _one_of(_ZH_BACK)),
)
_INSISTS = re.compile(f"{_EN_INSISTS}|{_ZH_INSISTS}")
_CLAUSES = re.compile(r"[.!?;,。！？；，\n]+|\bbut\b|\bso\b|但是|但")
_QUOTED = re.compile(r"[、,](?=と(?:言|い|まで)|って)")
LONGEST = 4000


def asks_for_somebody_above(text: str) -> bool:
    """Whether the sentence asks for a person who may decide, in any of the three languages."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold().replace("’", "'")
    plain = _QUOTED.sub("", plain)
    return any(_clause_asks(clause.strip()) for clause in _CLAUSES.split(plain) if clause.strip())


def _clause_asks(clause: str) -> bool:
    if _INSISTS.search(clause) and any(one.asks.search(clause) for one in _LANGUAGES):
        return True
    return any(
        one.asks.search(one.takes_back.sub(" ", clause).strip()) is not None for one in _LANGUAGES
    )
