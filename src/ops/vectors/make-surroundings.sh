#!/bin/sh
# Writes the vectors of focal (numpy, cell by cell), slope, aspect and hillshade (gdaldem, cells that have all neighbours).
# Needs GDAL 3.6 and Python with osgeo and numpy: PYTHON=/usr/bin/python3 ./make-surroundings.sh
set -e
cd "$(dirname "$0")"
exec "${PYTHON:-python3}" - <<'PY'
import json, math, os, subprocess, tempfile
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions()
work = tempfile.mkdtemp()
rng = np.random.default_rng(7)

def plain(v):
    if v is None or (isinstance(v, float) and math.isnan(v)):
        return None
    return int(v) if float(v).is_integer() else float(v)

def rows(cells):
    return [[plain(v) for v in row] for row in cells]

def layer(bands, affine, epsg, cell_type, nodata, **more):
    return dict(cellType=cell_type, nodata=nodata, rasters=[dict(crs=epsg, affine=affine, bands=[rows(b) for b in bands])], **more)

def write(op, oracle, vectors):
    with open(op + ".json", "w") as file:
        file.write('{\n"oracle": "' + oracle + '",\n"vectors": [\n' + ",\n".join(json.dumps(v) for v in vectors) + "\n]\n}\n")

# focal: the definition, written out
def offsets(n):
    kind = n["kind"]
    reach = n["extent"] if "extent" in n else math.ceil(n.get("radius", n.get("outerRadius")))
    found = []
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            d = math.hypot(dx, dy)
            angle = math.degrees(math.atan2(-dy, dx)) % 360
            ok = dict(square=lambda: True, nesw=lambda: dx == 0 or dy == 0, circle=lambda: d <= n["radius"],
                annulus=lambda: n["innerRadius"] <= d <= n["outerRadius"],
                wedge=lambda: (dx == 0 and dy == 0) or (d <= n["radius"] and (n["startAngle"] - 1e-9 <= angle <= n["endAngle"] + 1e-9
                    if n["startAngle"] <= n["endAngle"] else angle >= n["startAngle"] - 1e-9 or angle <= n["endAngle"] + 1e-9)))[kind]()
            if ok:
                found.append((dx, dy))
    return found

def mode(v):
    values, counts = np.unique(v, return_counts=True)
    best = values[counts == counts.max()]
    return best[0] if len(best) == 1 else math.nan

def median(v, whole):
    middle = float(np.median(v))
    return float(math.trunc(middle)) if whole else middle

def focal(cells, n, op, whole):
    around = offsets(n)
    h, w = cells.shape
    out = np.full((h, w), math.nan)
    source = np.trunc(cells) if whole and op in ("median", "mode") else cells
    for y in range(h):
        for x in range(w):
            v = np.array([source[y + dy, x + dx] for dx, dy in around if 0 <= y + dy < h and 0 <= x + dx < w])
            v = v[~np.isnan(v)]
            if len(v):
                out[y, x] = dict(sum=lambda: math.fsum(v), mean=lambda: math.fsum(v) / len(v), min=v.min, max=v.max, median=lambda: median(v, whole),
                    mode=lambda: mode(v), variance=lambda: float(np.var(v - v[0])), standardDeviation=lambda: float(np.std(v - v[0])))[op]()
    return out

classes = rng.integers(0, 9, (7, 9)).astype(float)
classes[1, 2] = classes[4, 4] = classes[5, 8] = math.nan
heights = np.round(2000 + 300 * rng.standard_normal((7, 9)), 3)
heights[0, 0] = heights[3, 5] = math.nan
shapes = [dict(kind="square", extent=1), dict(kind="square", extent=3), dict(kind="circle", radius=2.5), dict(kind="nesw", extent=2),
    dict(kind="wedge", radius=3, startAngle=300, endAngle=60), dict(kind="annulus", innerRadius=1, outerRadius=2)]
types = dict(sum=("int32", "float64"), mean=("float64",) * 2, min=("int16", "float64"), max=("int16", "float64"), median=("int32", "float64"), mode=("int32", "float64"),
    variance=("float64",) * 2, standardDeviation=("float64",) * 2)
vectors = []
for i, op in enumerate(types):
    for k, shape in enumerate(shapes):
        if (i + k) % 2:
            ints = (i + k) % 4 == 1
            cells = classes if ints else heights
            exact = ints and op not in ("mean", "variance", "standardDeviation") or op in ("min", "max", "median", "mode")
            vectors.append(dict(name=f"{op}, {shape['kind']}, {'int16' if ints else 'float64'}",
                inputs=[layer([cells, cells[::-1]], [10, 0, 500000, 0, -10, 5100000], 32633, "int16" if ints else "float64", -99 if ints else "NaN", kind="tiled", tile=3)],
                params=dict(operation=op, neighbourhood=shape, wholeNumbers=ints), tolerance=0 if exact else 1e-9,
                expected=dict(meta=dict(cellType=types[op][0 if ints else 1]), bands=[rows(focal(cells, shape, op, ints)), rows(focal(cells[::-1], shape, op, ints))])))
whole = np.array([[1.9, -1.9, 4.2], [1.1, -1.5, 4.9]])
vectors.append(dict(name="fractions are cut off before the most frequent is counted", inputs=[layer([whole], [1, 0, 0, 0, -1, 2], 3857, "float32", "NaN")],
    params=dict(operation="mode", neighbourhood=dict(kind="nesw", extent=1), wholeNumbers=True),
    expected=dict(meta=dict(cellType="int32"), bands=[rows(focal(whole, dict(kind="nesw", extent=1), "mode", True))])))
write("focal", "numpy 1.24, cell by cell from the definition", vectors)

# surface: a hill with noise, in metres and in degrees
y, x = np.mgrid[0:9, 0:11]
hill = np.round(400 + 60 * np.sin(x / 3) * np.cos(y / 2.5) + rng.standard_normal((9, 11)), 2)
hill[:, 9:] = 350.25

def save(name, cells, affine, epsg):
    a, b, c, d, e, f = affine
    file = gdal.GetDriverByName("GTiff").Create(os.path.join(work, name), cells.shape[1], cells.shape[0], 1, gdal.GDT_Float64)
    file.SetGeoTransform([c, a, b, f, d, e])
    s = osr.SpatialReference()
    s.ImportFromEPSG(epsg)
    file.SetProjection(s.ExportToWkt())
    file.GetRasterBand(1).WriteArray(cells)

def dem(mode, *args, flat=None):
    command = ["gdaldem", mode, "in.tif", "out.tif", "-q", *[str(a) for a in args]]
    subprocess.run(command, check=True, cwd=work)
    cells = gdal.Open(os.path.join(work, "out.tif")).ReadAsArray().astype(float)[1:-1, 1:-1]
    if flat is not None:
        cells[cells == -9999] = flat
    return " ".join(command), rows(cells)

utm = [25, 0, 500000, 0, -20, 5100000]
save("in.tif", hill, utm, 32633)
here = layer([hill], utm, 32633, "float64", "NaN")
inside = dict(col=1, row=1, cols=9, rows=7)
one = dict(kind="number", value=1)

def surface(name, mode, params, args, tolerance, meta, flat=None):
    command, cells = dem(mode, *args, flat=flat)
    return dict(name=name, oracle=command, inputs=[here], params=params, window=inside, tolerance=tolerance, expected=dict(meta=meta, bands=[cells]))

double = dict(cellType="float64", nodata="NaN")
write("slope", "gdaldem 3.6.2", [
    surface("heights and cells in metres", "slope", dict(zFactor=one), ["-alg", "Horn"], 1e-4, double),
    surface("heights times 3", "slope", dict(zFactor=dict(kind="number", value=3)), ["-s", 1 / 3], 1e-4, double),
])
# gdaldem's aspect takes cells for square whatever they are.
square = [20, 0, 500000, 0, -20, 5100000]
save("in.tif", hill, square, 32633)
here = layer([hill], square, 32633, "float64", "NaN")
write("aspect", "gdaldem 3.6.2", [
    surface("heights and cells in metres; flat is -1", "aspect", dict(zFactor=one), ["-alg", "Horn"], 1e-3, double, flat=-1),
])
grey = dict(cellType="uint8", nodata=0)
shade = lambda **more: dict(dict(azimuth=315, altitude=45, zFactor=one, band=0, scale="255"), **more)
write("hillshade", "gdaldem 3.6.2; its float32 arithmetic may round to the next shade", [
    surface("the sun in the north-west", "hillshade", shade(), ["-az", 315, "-alt", 45], 1, grey),
    surface("a low sun in the south, heights times 2", "hillshade", shade(azimuth=170, altitude=20, zFactor=dict(kind="number", value=2)), ["-az", 170, "-alt", 20, "-z", 2], 1, grey),
])
PY
