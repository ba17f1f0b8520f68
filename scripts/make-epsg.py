#!/usr/bin/python3
"""Makes src/grid/epsg.json from PROJ's database and measured proj strings.

    scripts/make-epsg.py rows.json /usr/share/proj/proj.db measured.json src/grid/epsg.json

rows.json: [code, name, proj string, largest distance from PROJ in metres, west, south, east, north] per EPSG system. The proj string is
PROJ's own, or has a 3- or 7-parameter shift fitted to PROJ 9.1.1 where that came nearer over the area of use. Strings are shortened here:
src/grid/proj-string.ts puts the defaults back. measured.json ({code: metres}, from scripts/measure-epsg.mjs, or {}) replaces distances that
came out larger on more points. Datum, ellipsoid, meridian, unit and conversion codes serve GeoKeys and WKT; places serve
the search. EPSG data (c) IOGP, free to use under its terms: https://epsg.org/terms-of-use.html
"""
import json
import re
import sqlite3
import sys

rows_path, db_path, measured_path, out_path = sys.argv[1:5]
rows = json.load(open(rows_path))
db = sqlite3.connect(db_path)
# No EPSG code, though the database files it so; src/grid/epsg.ts reads it as 3857.
rows = [row for row in rows if row[0] != 900913]
known = {row[0] for row in rows}
names = {row[0]: row[1] for row in rows}

ELLIPSOIDS = {
    (6377563.396, 299.3249646): "airy", (6377397.155, 299.1528128): "bessel", (6378388.0, 297.0): "intl", (6378206.4, 294.978698213898): "clrk66",
    (6378249.145, 293.465): "", (6378245.0, 298.3): "krass", (6378137.0, 298.257222101): "GRS80", (6378137.0, 298.257223563): "WGS84",
    (6378249.2, 293.466021293627): "clrk80ign", (6378160.0, 298.25): "aust_SA", (6377340.189, 299.3249646): "mod_airy",
}

grad_codes = {
    code for (code,) in db.execute(
        """select c.code from geodetic_crs c join axis a on a.coordinate_system_auth_name = c.coordinate_system_auth_name
           and a.coordinate_system_code = c.coordinate_system_code where c.auth_name = 'EPSG' and a.uom_code = 9105""")
}
# Transformations of the EPSG register that come nearer to PROJ's choice than the strings of the rows.
SHIFTS = {
    "23.57,-140.95,-79.8,0,0.35,0.79,-0.22": (2502, 2503, 2536, 2538, 2539, 2540, 2595, 2597, 2598, 2599, 28412, 28413, 28472, 28473),
    "11,114,195": (3370, 3371, 4399, 4400, 4401, 4402, 26701, 26702, 26740),
    "-10,158,187": (3797, 26720, 32098),
    "551.7,162.9,467.9,6.04,1.96,-11.38,-4.82": (3908, 8678),
    "-92.726,-90.304,115.735": (4263,),
    "-148,507,685": (4301,),
    "1,140,165": (4407, 26707),
    "-7,151,178": (4408, 26708),
    # 4267 too: its corners in Canada and the Caribbean are worse off than by a fit, but most data in NAD27 is from the United States.
    "-8,160,176": (4267, 5625, 6200, 6966, 32017),
    "304.5,306.5,-318.1": (21817,),
    "336.026,348.565,252.978,17.2412894,6.3064928,-1.5620498,-5.771909": (21893, 21898),
    "-260.1,5.5,432.2": (22391,),
    "-89.5,-93.8,-123.1,0,0,-0.156,1.2": (23090, 23095),
    "52.17,-71.82,-14.9": (23700,),
    "-270,188,-388": (24880,),
    "-133,-77,-51": (25394,),
    "-81,-84,115": (26331,),
    "-93.6,-83.7,113.8": (26332,),
    "-22,160,190": (26784,),
    "-8,159,175": (26791, 32067),
    "-233.4,-160.7,381.5,0,0,0.554,0.2263": (27040,),
    "-128.033,-283.697,21.052": (28600,),
    "-679,667,-49": (29874,),
}
# Superseded systems that GDAL replaces by their successors on another figure of the earth, kilometres away. Data under these codes is on the
# old figure, so the rows say what the code says.
OWN = {
    2163: "+proj=laea +lat_0=45 +lon_0=-100 +R=6370997",
    3408: "+proj=laea +lat_0=90 +R=6371228",
    3409: "+proj=laea +lat_0=-90 +R=6371228",
    3410: "+proj=cea +lat_ts=30 +R=6371228",
    3411: "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +a=6378273 +b=6356889.449",
    3412: "+proj=stere +lat_0=-90 +lat_ts=-70 +a=6378273 +b=6356889.449",
    4088: "+proj=eqc +lat_ts=0 +R=6371007",
}
shift_of = {code: shift for shift, codes in SHIFTS.items() for code in codes}
measured = {int(code): metres for code, metres in json.load(open(measured_path)).items()}


def plain(name):
    return re.sub(r"[^a-z0-9+]", "", name.lower())


def short(code, proj):
    params = dict(re.findall(r"\+?([A-Za-z_0-9]+)(?:=(\S+))?", proj.replace("alpha=", "+alpha=")))
    params.pop("no_defs", None)
    if params.get("units") == "m" and params["proj"] != "longlat":
        params.pop("units")
    if params.get("datum") == "NAD27":
        # PROJ has no shift for these without its grids, so neither have they.
        params.pop("datum")
        params["ellps"] = "clrk66"
    if params.get("datum") == "NAD83":
        params.pop("datum")
        params.update(ellps="GRS80", towgs84="0,0,0")
    if "a" in params and "b" in params and "rf" not in params and float(params["a"]) != float(params["b"]):
        a, b = float(params["a"]), float(params["b"])
        for (axis, inverse), name in ELLIPSOIDS.items():
            if name and abs(axis - a) < 1e-6 and abs(a - a / inverse - b) < 1e-5:
                params.pop("a")
                params.pop("b")
                params["ellps"] = name
                break
        else:
            params["b"] = repr(round(b, 6))
    if code in shift_of:
        if params.pop("datum", None):
            params["ellps"] = "clrk66"
        params["towgs84"] = shift_of[code]
    if "towgs84" in params:
        # A millimetre, a millionth of an arc second and a ten-thousandth of a ppm: none moves a point by a millimetre.
        digits = (3, 3, 3, 6, 6, 6, 4)
        values = [repr(round(float(v), d)).removesuffix(".0") for v, d in zip(params["towgs84"].split(","), digits)]
        while len(values) > 3 and all(v in ("0", "-0") for v in values[3:]):
            values = values[:3]
        params["towgs84"] = ",".join("0" if v == "-0" else v for v in values)
    for key in ("x_0", "y_0", "lat_0", "lon_0"):
        if key in params and float(params[key]) == 0 and not (key == "lat_0" and params["proj"] in ("krovak", "omerc", "lcc")):
            params.pop(key)
    for key in ("k", "k_0"):
        if key in params and float(params[key]) == 1:
            params.pop(key)
    if code in (8044, 8045):
        # Their axes point south and west, which OSR's proj string does not say.
        params["axis"] = "swu"
    if code in grad_codes and "pm" in params:
        params["units"] = "grad"
    return " ".join(f"+{key}={value}" if value else f"+{key}" for key, value in params.items())


crs = []
for code, name, proj, error, *area in rows:
    # Grads cannot be compared with degrees, nor south with east: what the rows say about these is void.
    error = measured.get(code, 0) if code in (*grad_codes, 8044, 8045, *shift_of) else max(error, measured.get(code, 0))
    if code in OWN:
        proj, error = OWN[code], 0
    if area == [-180, -90, 180, 90] and (zone := re.search(r"\+proj=utm \+zone=(\d+)( \+south)?", proj)):
        west = int(zone[1]) * 6 - 186
        area = [west, -80 if zone[2] else 0, west + 6, 0 if zone[2] else 84]
    crs.append([code, name, short(code, proj), 0 if error < 1e-3 else float(f"{error:.2g}"), *area])

aliases = {}
for table, code, alt in db.execute("select table_name, code, alt_name from alias_name where auth_name = 'EPSG' and table_name in ('geodetic_crs', 'geodetic_datum')"):
    aliases.setdefault((table, code), []).append(alt)
datums = []
for code, name, datum_code, datum, deprecated in db.execute(
        """select c.code, c.name, d.code, d.name, c.deprecated from geodetic_crs c join geodetic_datum d on d.auth_name = c.datum_auth_name and d.code = c.datum_code
           where c.auth_name = 'EPSG' and c.type = 'geographic 2D' order by c.deprecated, c.code"""):
    if code not in known:
        continue
    words = [datum, *aliases.get(("geodetic_datum", datum_code), []), *aliases.get(("geodetic_crs", code), [])]
    own = plain(names[code])
    seen = dict.fromkeys(re.sub(r"^(gcs|d)(?=[a-z0-9])", "", plain(word)) if re.match(r"(GCS|D)_", word) else plain(word) for word in words)
    datums.append([code, datum_code, "|".join(word for word in seen if word != own)])

conversions = {}
for code, conversion in db.execute("select code, conversion_code from projected_crs where auth_name = 'EPSG' and conversion_auth_name = 'EPSG' order by deprecated, code"):
    if code in known:
        conversions.setdefault(conversion, code)

ellipsoids = []
for code, name, a, uom, rf, b in db.execute("select code, name, semi_major_axis, uom_code, inv_flattening, semi_minor_axis from ellipsoid where auth_name = 'EPSG'"):
    factor = db.execute("select conv_factor from unit_of_measure where auth_name = 'EPSG' and code = ?", (uom,)).fetchone()[0]
    inverse = rf if rf else (a / (a - b) if b and a != b else 0)
    ellipsoids.append([code, name, float(f"{a * factor:.12g}"), float(f"{inverse:.14g}")])

DEGREES = {9102: 1, 9105: 0.9, 9110: None}


def degrees(value, uom):
    if uom == 9110:
        sign = -1 if value < 0 else 1
        text = f"{abs(value):.8f}"
        whole, rest = text.split(".")
        return sign * (int(whole) + int(rest[:2]) / 60 + float(rest[2:4] + "." + rest[4:]) / 3600)
    return value * DEGREES[uom]


meridians = [[code, name, round(degrees(value, uom), 12)] for code, name, value, uom in db.execute("select code, name, longitude, uom_code from prime_meridian where auth_name = 'EPSG'")]
lengths = [[code, name, factor] for code, name, factor in db.execute("select code, name, conv_factor from unit_of_measure where auth_name = 'EPSG' and type = 'length' and conv_factor is not null")]

places = {}
regions = {}
for name, *area in db.execute("select name, west_lon, south_lat, east_lon, north_lat from extent where auth_name = 'EPSG' order by deprecated desc"):
    country = re.fullmatch(r"([A-Z][^-;,0-9/]*?)(?: - (onshore|onshore and offshore|mainland))?\.?", name)
    if country and not re.match(r"World|Not spec|To be|.*(all states|by country|onshore|excluding)", country[1]):
        places.setdefault(country[1], {})[country[2] or ""] = area
    region = re.fullmatch(r"(?:USA|Canada|Australia|Germany|India|UK|Spain|France|Italy|Portugal|China|New Zealand|Malaysia|Brazil) - ([A-Z][A-Za-z ]{3,40}?)(?: - (onshore|onshore and offshore|mainland))?\.?", name)
    if region and not re.search(r"SPCS|zone|shore|mainland|basin|shelf|channel|all states|CONUS|HARN|DHDN|county| [NSEWC]$|^(North|South|East|West) | and | ex", region[1]):
        regions.setdefault(region[1].strip(), {})[region[2] or ""] = area
best = lambda found: found.get("onshore") or found.get("mainland") or found.get("") or next(iter(found.values()))
all_places = {**{name: best(found) for name, found in regions.items()}, **{name: best(found) for name, found in places.items()}}
places_rows = [[name, *[round(v, 1) for v in area]] for name, area in sorted(all_places.items()) if None not in area]

with open(out_path, "w") as out:
    parts = {"crs": crs, "datums": datums, "conversions": sorted(map(list, conversions.items())), "ellipsoids": ellipsoids, "meridians": meridians, "lengths": lengths, "places": places_rows}
    out.write("{\n" + ",\n".join(
        f'"{key}":[\n' + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in table) + "\n]" for key, table in parts.items()) + "\n}\n")
print({key: len(table) for key, table in parts.items()})
