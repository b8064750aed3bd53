"""Make the vendored demo facts and the VIN model table from the public data they come from.

    python tools/build_facts.py PATH_TO_DATA

PATH_TO_DATA holds ``nhtsa_recalls_2020_2026`` (NHTSA recall files, public domain) and ``vin_tests``
(test data of the ``vin`` package, MIT). The result is the same for the same data, byte for byte.
"""

import csv
import io
import json
import random
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from seibi.contexts.vehicles.domain import recall_file  # noqa: E402
from seibi.contexts.vehicles.domain.identifiers import match_key  # noqa: E402
from seibi.contexts.vehicles.domain.vin import check_digit, decode_vin  # noqa: E402

FACTS = SOURCE / "seibi" / "config" / "demo" / "facts"
MODELS = SOURCE / "seibi" / "contexts" / "vehicles" / "domain" / "data" / "models.json"
REAL_VINS, JP_CARS, CN_CARS = 2_000, 400, 400
ZIP_DATE = (2026, 1, 1, 0, 0, 0)

# Words in a filing that name the part; the first that is found says which component it is.
COMPONENTS = [
    ("Air bags", r"air ?bag|inflator|takata"),
    ("Seat belts", r"seat ?belt|pretensioner|buckle"),
    ("Fuel pump", r"fuel pump"),
    ("Fuel system", r"fuel (?:leak|line|tank|hose|rail|system|injector|delivery)"),
    (
        "High-voltage battery",
        r"high[- ]voltage battery|battery (?:cell|module|pack)|traction battery",
    ),
    ("Rear view camera", r"rear ?view camera|back-?up camera|rearview image|backover"),
    ("Parking brake", r"parking brake"),
    ("Brakes", r"brake|braking"),
    ("Steering", r"steering"),
    ("Transmission", r"transmission|drive ?shaft|shift(?:er)? cable|park position|axle"),
    ("Engine", r"engine|connecting rod|piston|crankshaft|oil leak|turbocharger"),
    (
        "Driver assistance",
        r"autopilot|driver assist|cruise control|lane (?:keep|depart)|collision avoid",
    ),
    ("Suspension", r"suspension|control arm|ball joint|shock absorber|toe link|lower arm"),
    ("Wheels and tyres", r"\btires?\b|\bwheels?\b|lug nut"),
    (
        "Lights",
        r"head ?light|head ?lamp|tail ?light|tail ?lamp|turn signal|brake light|lighting|lamp",
    ),
    ("Instrument panel", r"instrument (?:panel|cluster)|speedometer|display"),
    ("Doors and latches", r"\bdoors?\b|\blatch|\bhood\b|tailgate|liftgate|trunk"),
    ("Windows and wipers", r"wind(?:shield|ow)|wiper|defrost|glass"),
    ("Seats", r"\bseats?\b|head restraint"),
    ("Electrical system", r"wir(?:e|ing)|electrical|harness|short circuit|fuse|module|software"),
    ("Trailer hitch", r"hitch|tow"),
    ("Labels", r"label|placard|owner'?s manual"),
]
PATTERNS = [(name, re.compile(words, re.IGNORECASE)) for name, words in COMPONENTS]

JAPAN = [  # type code, make, model, years, kind of drive, kei
    ("ZVW50", "Toyota", "Prius", (2016, 2022), "hybrid", False),
    ("MXWH60", "Toyota", "Prius", (2023, 2026), "hybrid", False),
    ("MXPK11", "Toyota", "Aqua", (2021, 2026), "hybrid", False),
    ("MXPJ10", "Toyota", "Yaris Cross", (2020, 2026), "hybrid", False),
    ("MXPA10", "Toyota", "Yaris", (2020, 2026), "petrol", False),
    ("AXAH54", "Toyota", "RAV4", (2019, 2025), "hybrid", False),
    ("ZWR90W", "Toyota", "Noah", (2022, 2026), "hybrid", False),
    ("AGH40W", "Toyota", "Alphard", (2023, 2026), "petrol", False),
    ("A200A", "Toyota", "Raize", (2019, 2026), "petrol_turbo", False),
    ("JF3", "Honda", "N-BOX", (2017, 2023), "petrol", True),
    ("JF5", "Honda", "N-BOX", (2023, 2026), "petrol", True),
    ("GR3", "Honda", "Fit", (2020, 2026), "hybrid", False),
    ("RV5", "Honda", "Vezel", (2021, 2026), "hybrid", False),
    ("RP8", "Honda", "Step WGN", (2022, 2026), "hybrid", False),
    ("E13", "Nissan", "Note", (2020, 2026), "hybrid", False),
    ("ZE1", "Nissan", "Leaf", (2017, 2025), "battery", False),
    ("B6AW", "Nissan", "Sakura", (2022, 2026), "battery", True),
    ("T33", "Nissan", "X-Trail", (2022, 2026), "hybrid", False),
    ("KF2P", "Mazda", "CX-5", (2017, 2025), "diesel", False),
    ("SK9", "Subaru", "Forester", (2018, 2025), "petrol", False),
    ("JB64W", "Suzuki", "Jimny", (2018, 2026), "petrol_turbo", True),
    ("MK53S", "Suzuki", "Spacia", (2017, 2023), "petrol", True),
    ("LA650S", "Daihatsu", "Tanto", (2019, 2026), "petrol", True),
]
CHINA = [  # maker code, vehicle section, make, model, years, kind of drive
    ("LSV", "AA41Z", "Volkswagen", "Lavida", (2016, 2025), "petrol"),
    ("LSV", "CB6BR", "Volkswagen", "Passat", (2017, 2025), "petrol_turbo"),
    ("LFV", "2B21K", "Volkswagen", "Sagitar", (2016, 2025), "petrol_turbo"),
    ("LFV", "3A23C", "Audi", "A4L", (2017, 2025), "petrol_turbo"),
    ("LGX", "CE4CB", "BYD", "Qin PLUS", (2021, 2026), "plug_in_hybrid"),
    ("LGX", "CG6DF", "BYD", "Han", (2020, 2026), "battery"),
    ("LC0", "CE4DB", "BYD", "Dolphin", (2021, 2026), "battery"),
    ("LGX", "CH4CD", "BYD", "Song PLUS", (2021, 2026), "plug_in_hybrid"),
    ("LRW", "3E7EK", "Tesla", "Model 3", (2020, 2026), "battery"),
    ("LRW", "YGCEK", "Tesla", "Model Y", (2021, 2026), "battery"),
    ("LHG", "CV165", "Honda", "Accord", (2018, 2025), "petrol_turbo"),
    ("LVH", "RW283", "Honda", "CR-V", (2017, 2025), "petrol_turbo"),
    ("LFM", "AP22C", "Toyota", "Corolla", (2017, 2025), "petrol"),
    ("LVG", "BE40K", "Toyota", "Camry", (2018, 2025), "hybrid"),
    ("LGB", "H52E0", "Nissan", "Sylphy", (2016, 2025), "petrol"),
    ("LSG", "ZJ5A5", "Buick", "Envision", (2017, 2025), "petrol_turbo"),
    ("LE4", "ZG4JB", "Mercedes-Benz", "C-Class", (2018, 2025), "petrol_turbo"),
    ("LBV", "5U920", "BMW", "3 Series", (2019, 2025), "petrol_turbo"),
    ("LB3", "7722S", "Geely", "Emgrand", (2018, 2025), "petrol"),
    ("LGW", "EF6A5", "Great Wall", "Haval H6", (2017, 2025), "petrol_turbo"),
]
YEAR_CODES = {2010 + i: sign for i, sign in enumerate("ABCDEFGHJKLMNPRSTVWXY")}
JP_PLACES = ["品川", "練馬", "多摩", "横浜", "湘南", "川崎", "さいたま", "千葉", "名古屋", "なにわ"]
JP_KANA = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆらりるろ"
CN_PLACES = ["沪A", "沪B", "沪C", "苏E", "浙A", "京N", "粤B", "粤A"]
CN_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
US_STATES = [("US-CA", "{d}{l}{l}{l}{d}{d}{d}"), ("US-TX", "{l}{l}{l}-{d}{d}{d}{d}"),
             ("US-NY", "{l}{l}{l}-{d}{d}{d}{d}"), ("US-WA", "{l}{l}{l}{d}{d}{d}{d}")]  # fmt: skip


def main(data: Path) -> None:
    """Write every file, and say what was written."""
    FACTS.mkdir(parents=True, exist_ok=True)
    recalls = list(_recalls(data / "nhtsa_recalls_2020_2026"))
    _write_zip("recalls", ["NHTSA ID", "MAKE", "MODEL", "MODEL YEAR", "COMPONENT", "DATE"], recalls)
    known = list(_known_vins(data / "vin_tests"))
    _write_models(known)
    _write_zip("cars_us", CAR_COLUMNS, _real_cars(known, recalls))
    _write_zip("cars_jp", CAR_COLUMNS, _japanese_cars())
    _write_zip("cars_cn", CAR_COLUMNS, _chinese_cars())
    for one in sorted(FACTS.iterdir()):
        print(f"{one.name:16} {one.stat().st_size:>9,} bytes")


CAR_COLUMNS = ["vin", "frame_number", "make", "model", "model_year", "powertrain", "use_class",
               "country", "plate", "plate_country"]  # fmt: skip


def _recalls(folder: Path) -> Iterator[list[Any]]:
    """Campaign, make, model, year and component: facts only, none of the filings' sentences."""
    words: dict[str, list[str]] = defaultdict(list)
    scopes: dict[tuple[str, str, str, str], None] = {}
    for read in recall_file.rows(recall_file.parts_of_path(folder)):
        if (recall := read.recall) is None:
            continue
        words[recall.number].append(read.summary)
        year = str(recall.model_year or recall_file.YEAR_NOT_STATED)
        scopes[recall.number, recall.make, recall.model, year] = None
    component = {number: _component(texts) for number, texts in words.items()}
    for number, make, model, year in sorted(scopes):
        yield [number, make, model, year, component[number], ""]


def _component(texts: Iterable[str]) -> str:
    """The component that most of a campaign's documents name."""
    votes: dict[str, int] = defaultdict(int)
    for text in texts:
        for name, pattern in PATTERNS:
            if pattern.search(text):
                votes[name] += 1
                break
    order = [name for name, _words in COMPONENTS]
    return max(votes, key=lambda name: (votes[name], -order.index(name)), default="")


def _known_vins(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("vin_pkg_tests/*/*.yaml")):
        for records in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader).values():
            yield from records


def _write_models(known: list[dict[str, Any]]) -> None:
    """The shortest start of a VIN that always meant one model, with the years it was seen in."""
    seen: dict[str, set[str]] = defaultdict(set)
    years: dict[str, set[int]] = defaultdict(set)
    for car in known:
        for length in range(4, 9):
            start = car["vin"][:length]
            seen[start].add(car["model"])
            years[start].add(car["model_year"])
    table = {}
    for start in sorted(seen, key=lambda s: (len(s), s)):
        covered = any(start[:length] in table for length in range(4, len(start)))
        if len(seen[start]) == 1 and not covered:
            table[start] = [next(iter(seen[start])), min(years[start]), max(years[start])]
    rows = ",\n".join(f"  {json.dumps(s)}: {json.dumps(v)}" for s, v in sorted(table.items()))
    source = "VINs with their models from the test data of the vin package, 0.6.2 (MIT)"
    MODELS.write_text(f'{{\n "source": {json.dumps(source)},\n "by_start": {{\n{rows}\n }}\n}}\n')


def _real_cars(known: list[dict[str, Any]], recalls: list[list[Any]]) -> list[list[Any]]:
    """2,000 real VINs: those with recalls first, as many makes, models and years as there are."""
    chance = random.Random("cars of the USA")
    named = {(match_key(r[1]), match_key(r[2]), str(r[3])) for r in recalls}
    groups: dict[tuple[bool, str, str, int], list[dict[str, Any]]] = defaultdict(list)
    for car in known:
        if car["vin"][:3] in ("1HD",):
            continue
        key = (match_key(car["make"]), match_key(car["model"]), str(car["model_year"]))
        groups[key not in named, *key[:2], car["model_year"]].append(car)
    for cars in groups.values():
        cars.sort(key=lambda car: car["vin"])
        chance.shuffle(cars)
    chosen = [c for clean in (False, True) for c in _in_turn(groups, clean)][:REAL_VINS]
    return [_real_car(car, chance) for car in sorted(chosen, key=lambda car: car["vin"])]


def _in_turn(
    groups: dict[tuple[bool, str, str, int], list[dict[str, Any]]], clean: bool
) -> list[dict[str, Any]]:
    """One car of each group in turn, so that no model crowds out the others."""
    piles = [list(cars) for key, cars in sorted(groups.items()) if key[0] is clean]
    most = 1_500 if not clean else REAL_VINS
    taken: list[dict[str, Any]] = []
    while any(piles) and len(taken) < most:
        taken += [pile.pop() for pile in piles if pile]
    return taken[:most]


def _real_car(car: dict[str, Any], chance: random.Random) -> list[Any]:
    drive = car.get("electrification_level") or ""
    kinds = {"BEV": "battery", "PHEV": "plug_in_hybrid", "FCEV": "fuel_cell", "HEV": "hybrid"}
    found = [kind for sign, kind in kinds.items() if drive.startswith(sign)]
    powertrain = found[0] if found else ("hybrid" if "HEV" in drive else "petrol")
    state, form = chance.choice(US_STATES)
    plate = re.sub(
        r"\{(.)\}",
        lambda m: chance.choice("0123456789" if m[1] == "d" else "ABCDEFGHJKLMNPRSTUVWXYZ"),
        form,
    )
    make = decode_vin(car["vin"]).make or str(car["make"]).title()
    return [car["vin"], "", make, car["model"], car["model_year"], powertrain, "passenger", "US",
            plate, state]  # fmt: skip


def _japanese_cars() -> list[list[Any]]:
    """Made by rule: a real type code and a serial number nobody has given us."""
    chance = random.Random("cars of Japan")
    rows = []
    for number in range(JP_CARS):
        code, make, model, years, drive, kei = JAPAN[number % len(JAPAN)]
        serial = chance.randrange(1_000_000, 9_999_999)
        klass = (
            chance.randrange(580, 584)
            if kei
            else chance.choice([300, 301, 330, 331, 500, 501, 530])
        )
        plate = (
            f"{chance.choice(JP_PLACES)} {klass} {chance.choice(JP_KANA)} "
            f"{chance.randrange(10, 100)}-{chance.randrange(0, 100):02}"
        )
        rows.append(["", f"{code}-{serial}", make, model, chance.randint(*years), drive,
                     "kei_passenger" if kei else "passenger", "JP", plate, "JP"])  # fmt: skip
    return rows


def _chinese_cars() -> list[list[Any]]:
    """Made by rule: a real maker code, a plausible middle, the right check digit."""
    chance = random.Random("cars of China")
    rows = []
    for number in range(CN_CARS):
        wmi, section, make, model, years, drive = CHINA[number % len(CHINA)]
        year = chance.randint(*years)
        tail = f"{YEAR_CODES[year]}{chance.choice('ABCDEFGH2')}{chance.randrange(1, 999_999):06}"
        draft = f"{wmi}{section}0{tail}"
        vin = f"{wmi}{section}{check_digit(draft)}{tail}"
        rest = "".join(chance.choice(CN_SIGNS[24:]) for _ in range(4)) + chance.choice(CN_SIGNS)
        electric = drive in ("battery", "plug_in_hybrid")
        place = chance.choice(CN_PLACES)
        plate = (
            f"{place}{'D' if drive == 'battery' else 'F'}{rest}" if electric else f"{place}{rest}"
        )
        rows.append([vin, "", make, model, year, drive, "passenger", "CN", plate, "CN"])
    return rows


def _write_zip(name: str, header: list[str], rows: Iterable[list[Any]]) -> None:
    """A zip of one CSV, the same bytes every time."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    info = zipfile.ZipInfo(f"{name}.csv", ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(FACTS / f"{name}.zip", "w") as archive:
        archive.writestr(info, text.getvalue().encode("utf-8"), compresslevel=9)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
