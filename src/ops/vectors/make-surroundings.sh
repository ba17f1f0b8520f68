#!/bin/sh
# Writes the vectors of focal (numpy, cell by cell), slope, aspect and hillshade (gdaldem, cells that have all neighbours).
# Needs GDAL 3.6 and Python with osgeo and numpy: PYTHON=/usr/bin/python3 ./make-surroundings.sh
set -e
cd "$(dirname "$0")"
exec "${PYTHON:-python3}" - <<'PY'
import json, math, os, subprocess, tempfile
import numpy as np
from osgeo import gdal, ogr, osr
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

# shapes: polygons in general position by gdal_rasterize, distances by GEOS, costs by relaxing until nothing changes
crs = dict(code=32633, name="WGS 84 / UTM zone 33N", proj="+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs", accuracyMetres=0, area=None)
none = dict(crs=crs, polygons=[], edges=[])
grid = [10, 0, 500000, 0, -10, 5000120]
cols, height = 14, 12
empty = layer([np.zeros((height, cols))], grid, 32633, "uint8", 0, kind="tiled", tile=5)

def star(cx, cy, n, r):
    return [[cx + r * (0.45 if i % 2 else 1) * math.cos(i * math.pi / n + 0.3), cy + r * (0.45 if i % 2 else 1) * math.sin(i * math.pi / n + 0.3)] for i in range(2 * n)]

def shape(kind, rings, value=None, zindex=0):
    return dict(kind=kind, rings=rings, value=value, zindex=zindex)

def geometry(s):
    closed = [r + r[:1] for r in s["rings"]]
    json_of = dict(point=lambda: dict(type="Point", coordinates=s["rings"][0][0]), line=lambda: dict(type="LineString", coordinates=s["rings"][0]),
        polygon=lambda: dict(type="Polygon", coordinates=closed))[s["kind"]]()
    return ogr.CreateGeometryFromJson(json.dumps(json_of))

def burnt(shapes, touched=False):
    target = gdal.GetDriverByName("MEM").Create("", cols, height, 1, gdal.GDT_Byte)
    target.SetGeoTransform([grid[2], grid[0], 0, grid[5], 0, grid[4]])
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    shapes_layer = source.CreateLayer("")
    shapes_layer.CreateField(ogr.FieldDefn("v", ogr.OFTInteger))
    for s in shapes:
        feature = ogr.Feature(shapes_layer.GetLayerDefn())
        feature.SetGeometry(geometry(s))
        feature.SetField("v", s["value"])
        shapes_layer.CreateFeature(feature)
    gdal.RasterizeLayer(target, [1], shapes_layer, options=["ATTRIBUTE=v"])
    return [[v or None for v in row] for row in target.ReadAsArray().tolist()]

def overlap(s, full):
    g = geometry(s)
    out = []
    for row in range(height):
        line = []
        for col in range(cols):
            x, y = grid[2] + 10 * col, grid[5] - 10 * row
            cell = ogr.CreateGeometryFromWkt(f"POLYGON(({x} {y},{x + 10} {y},{x + 10} {y - 10},{x} {y - 10},{x} {y}))")
            area = cell.Intersection(g).GetArea()
            line.append(s["value"] if (area > 100 - 1e-9 if full else area > 1e-9) else None)
        out.append(line)
    return out

big = shape("polygon", [star(500061.3, 5000057.7, 5, 55.1), star(500061.3, 5000057.7, 3, 14.9)], 3)
small = shape("polygon", [star(500100.7, 5000081.9, 4, 33.3)], 9)
burn = lambda shapes, **more: dict(dict(areas=none, shapes=dict(crs=crs, shapes=shapes), value=1, onto="fresh", rule="centre", cellType="uint8", nodata=0), **more)
zindex = lambda s, z: dict(s, zindex=z)
under = np.arange(height * cols).reshape(height, cols) % 7
vectors = [
    dict(name="stars with a hole, the first on top", oracle="gdal_rasterize -a v, the last burnt on top", inputs=[empty], params=burn([big, small]),
        expected=dict(meta=dict(cellType="uint8", nodata=0), bands=[burnt([small, big])])),
    dict(name="the higher on top", oracle="gdal_rasterize -a v", inputs=[empty], params=burn([big, zindex(small, 1)]), expected=dict(bands=[burnt([big, small])])),
    dict(name="cells that are touched", oracle="area of cell and polygon by GEOS above 0", inputs=[empty], params=burn([big], rule="touched"), expected=dict(bands=[overlap(big, False)])),
    dict(name="cells that are covered", oracle="area of cell and polygon by GEOS of 100", inputs=[empty], params=burn([small], rule="covered"), expected=dict(bands=[overlap(small, True)])),
    dict(name="areas burn the step's value", inputs=[empty], params=burn([], areas=dict(crs=crs, polygons=[small["rings"]], edges=["crs"]), value=9), expected=dict(bands=[burnt([small])])),
    dict(name="burnt over the layer, whose cells stay elsewhere", inputs=[layer([under], grid, 32633, "int16", -1)], params=burn([small], onto="layer", cellType="int16", nodata=-1),
        expected=dict(meta=dict(cellType="int16", nodata=-1), bands=[[[b or int(u) for b, u in zip(*r)] for r in zip(burnt([small]), under.tolist())]])),
    dict(name="a value that the type does not hold is refused", oracle="rule", inputs=[empty], params=burn([dict(small, value=300)]), expected=dict(fault="bad-param")),
    dict(name="a layer that the type does not hold is refused", oracle="rule", inputs=[layer([under], grid, 32633, "int16", -1)], params=burn([small], onto="layer"), expected=dict(fault="bad-param")),
]
tiny = [[0, 0], [0, 10], [10, 5]]
plane = dict(crs, code=3857, name="WGS 84 / Pseudo-Mercator", proj="+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +nadgrids=@null +wktext")
ten = layer([np.zeros((10, 10))], [1, 0, 0, 0, -1, 10], 3857, "uint8", 0)
flatland = lambda *shapes: burn(list(shapes)) | dict(areas=dict(crs=plane, polygons=[], edges=[]), shapes=dict(crs=plane, shapes=list(shapes)))

def cells_of(pairs, size=10):
    return [[1 if [c, r] in pairs else None for c in range(size)] for r in range(size)]

vectors += [
    dict(name="the west edge is out, the east edge in", oracle="GeoTrellis 2.2.0, PolygonRasterizer.scala", inputs=[ten], params=flatland(shape("polygon", [[[1.5, 6], [3.5, 6], [3.5, 10], [1.5, 10]]])),
        expected=dict(bands=[cells_of([[c, r] for c in (2, 3) for r in range(4)])])),
    dict(name="horizontal edges on centres are in, top and bottom alike", oracle="GeoTrellis 2.2.0, PolygonRasterizer.scala", inputs=[ten], params=flatland(shape("polygon", [[[2, 3.5], [5, 3.5], [5, 6.5], [2, 6.5]]])),
        expected=dict(bands=[cells_of([[c, r] for c in (2, 3, 4) for r in range(3, 7)])])),
    dict(name="a line there and back", oracle="GeoTrellis 2.2.0, RasterizerSpec.scala", inputs=[ten], params=flatland(shape("line", [[[1, 3.5], [1, 8.5], [5, 9], [1, 4.5]]])),
        expected=dict(bands=[cells_of([[1, 6], [1, 5], [1, 4], [1, 3], [1, 2], [1, 1], [2, 1], [3, 1], [4, 1], [5, 1], [4, 2], [3, 3], [2, 4]])])),
    dict(name="points", oracle="GeoTrellis 2.2.0, RasterizerSpec.scala", inputs=[ten], params=flatland(shape("point", [[[1, 2]]]), shape("point", [[[9.5, 9.5]]]), shape("point", [[[10, 5]]])),
        expected=dict(bands=[cells_of([[1, 8], [9, 0]])])),
]
write("rasterize", "GDAL 3.6.2 and GEOS", vectors)

lines = shape("line", [[[500012.5, 5000111.0], [500047.0, 5000090.25], [500044.0, 5000021.0]]])
points = [shape("point", [[p]]) for p in ([500133.0, 5000003.0], [500101.5, 5000066.0], [500155.0, 5000140.0])]

def nearest(shapes):
    geometries = [geometry(s) for s in shapes]
    at = lambda c, r: ogr.CreateGeometryFromWkt(f"POINT({grid[2] + 10 * c + 5} {grid[5] - 10 * r - 5})")
    return [[min(g.Distance(at(c, r)) for g in geometries) for c in range(cols)] for r in range(height)]

def away(name, shapes):
    return dict(name=name, inputs=[empty], params=dict(areas=none, shapes=dict(crs=crs, shapes=shapes)), tolerance=1e-7,
        expected=dict(meta=dict(cellType="float64", nodata="NaN"), bands=[nearest(shapes)]))

write("euclideanDistance", "GEOS, distance of each cell's centre", [away("points", points), away("a line", [lines]), away("0 inside an area, not in its hole", [big]), away("all of them", [big, lines, *points])])

def costs(friction, sources, width, length, most=math.inf):
    h, w = friction.shape
    cost = np.full((h, w), math.inf)
    for c, r in sources:
        cost[r, c] = 0
    while True:
        before = cost.copy()
        for r in range(h):
            for c in range(w):
                for dr in (-1, 0, 1):
                    for dc in (-1, 0, 1):
                        if (dr or dc) and 0 <= r + dr < h and 0 <= c + dc < w and friction[r, c] >= 0 and friction[r + dr, c + dc] >= 0:
                            step = math.hypot(dc * width, dr * length) * (friction[r, c] + friction[r + dr, c + dc]) / 2
                            cost[r, c] = min(cost[r, c], cost[r + dr, c + dc] + step)
        if (cost == before).all():
            return [[v if v <= most and v < math.inf else None for v in row] for row in cost.tolist()]

esri = np.array([[1, 3, 4, 4, 3, 2], [4, 6, 2, 3, 7, 6], [5, 8, 7, 5, 6, 6], [1, 4, 5, math.nan, 5, 1], [4, 7, 5, math.nan, 2, 6], [1, 2, 2, 1, 3, 4]], float)
from_cells = [[1, 0], [2, 0], [2, 1], [0, 5]]
flat = layer([esri], [1, 0, 0, 0, -1, 6], 3857, "int32", -2147483648)
starts = lambda cells, w=1, h=1, west=0, north=6: [shape("point", [[[west + (c + 0.5) * w, north - (r + 0.5) * h]]]) for c, r in cells]

def way(name, from_layer, shapes, cells, **params):
    given = dict(dict(areas=dict(crs=plane, polygons=[], edges=[]), shapes=dict(crs=plane, shapes=shapes), maxDistance=None, resolution=None), **params)
    return dict(name=name, inputs=[from_layer], params=given, tolerance=1e-9, expected=dict(meta=dict(cellType="float64", nodata="NaN"), bands=[cells]))

rough = rng.uniform(0.5, 9, (9, 11))
rough[2:8, 5] = math.nan
rough[4, 1] = -1
wide = layer([rough], [20, 0, 0, 0, -15, 135], 3857, "float64", "NaN", kind="tiled", tile=4)
write("costDistance", "relaxed in numpy until nothing changes; the grid of Esri's and GeoTrellis' example", [
    way("Esri's example", flat, starts(from_cells), costs(esri, from_cells, 1, 1)),
    way("as far as 2.6", flat, starts(from_cells), costs(esri, from_cells, 1, 1, 2.6), maxDistance=2.6),
    way("cells of 3 by a given length", flat, starts(from_cells), costs(esri, from_cells, 3, 3), resolution=3),
    way("oblong cells around a wall", wide, starts([[0, 3], [4, 5]], 20, 15, 0, 135), costs(rough, [[0, 3], [4, 5]], 20, 15)),
])
PY
