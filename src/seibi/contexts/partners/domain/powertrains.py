"""What drives a car, as other systems write it."""

import unicodedata

_WORDS = (  # the first that is found in the cell decides
    ("plug_in_hybrid", ("phev", "plug-in", "plug in", "プラグイン", "插电", "插混")),
    ("fuel_cell", ("fcv", "fcev", "fuel cell", "hydrogen", "燃料電池", "水素", "氢", "燃料电池")),
    ("hybrid", ("hybrid", "hev", "ハイブリッド", "hv", "混动", "混合动力", "油电")),
    ("battery", ("bev", "battery", "electric", "電気", "纯电", "电动", "ev", "新能源")),
    ("diesel", ("diesel", "軽油", "ディーゼル", "柴油")),
    ("petrol_turbo", ("turbo", "ターボ", "涡轮")),
    ("petrol", ("petrol", "gasoline", "gas", "ガソリン", "汽油", "揮発油")),
)


def powertrain_of(cell: str) -> str:
    """The code of a powertrain; "unknown" when the cell names none that we know."""
    plain = unicodedata.normalize("NFKC", cell).lower()
    for code, words in _WORDS:
        if any(word in plain for word in words):
            return code
    return "unknown"
