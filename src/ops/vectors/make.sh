#!/bin/sh
# Writes the vectors whose oracle is GDAL: reproject, resize, tileToLayout, display, mask. The other files are written by hand
# from facts of GeoTrellis and GeoPySpark. Needs GDAL 3.6 and Python with osgeo and numpy: PYTHON=/usr/bin/python3 ./make.sh
set -e
cd "$(dirname "$0")"
exec "${PYTHON:-python3}" - <<'PY'
import json, os, subprocess, tempfile
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions()
work = tempfile.mkdtemp()
types = dict(uint8=gdal.GDT_Byte, int16=gdal.GDT_Int16, float32=gdal.GDT_Float32)

def save(name, cells, affine, epsg, cell_type, nodata):
    a, b, c, d, e, f = affine
    file = gdal.GetDriverByName("GTiff").Create(os.path.join(work, name), cells.shape[1], cells.shape[0], 1, types[cell_type])
    file.SetGeoTransform([c, a, b, f, d, e])
    s = osr.SpatialReference()
    s.ImportFromEPSG(epsg)
    file.SetProjection(s.ExportToWkt())
    file.GetRasterBand(1).WriteArray(cells)
    if nodata is not None:
        file.GetRasterBand(1).SetNoDataValue(nodata)

def rows(cells, nodata):
    return [[None if v == nodata else (int(v) if float(v).is_integer() else float(v)) for v in row] for row in cells.tolist()]

def run(*args):
    args = [str(a) for a in args]
    if os.path.exists(os.path.join(work, "out.tif")):
        os.remove(os.path.join(work, "out.tif"))
    subprocess.run(args, check=True, cwd=work)
    file = gdal.Open(os.path.join(work, "out.tif"))
    c, a, b, f, d, e = file.GetGeoTransform()
    band = file.GetRasterBand(1)
    return " ".join(args), dict(affine=[a, b, c, d, e, f], cols=file.RasterXSize, rows=file.RasterYSize), rows(band.ReadAsArray(), band.GetNoDataValue())

def layer(cells, affine, epsg, cell_type, nodata, **more):
    return dict(cellType=cell_type, nodata=nodata, rasters=[dict(crs=epsg, affine=affine, bands=[rows(cells, nodata)])], **more)

def write(op, vectors):
    with open(op + ".json", "w") as file:
        file.write('{\n"oracle": "GDAL 3.6.2",\n"vectors": [\n' + ",\n".join(json.dumps(v) for v in vectors) + "\n]\n}\n")

y, x = np.mgrid[0:6, 0:8]
slope = (x * 11 + y * 7 - 20).astype("int16")
slope[1, 2] = -99
utm = [10, 0, 500000, 0, -10, 5100000]
here = layer(slope, utm, 32633, "int16", -99)
save("in.tif", slope, utm, 32633, "int16", -99)

vectors = []
for method, gdal_name in (("nearest", "near"), ("bilinear", "bilinear"), ("cubic", "cubic")):
    command, grid, cells = run("gdalwarp", "-q", "-et", 0, "-r", gdal_name, "-t_srs", "EPSG:3857", "in.tif", "out.tif")
    vectors.append(dict(name=f"{method}, on the grid that gdalwarp suggests", oracle=command, inputs=[here], params=dict(targetCrs="EPSG:3857", resampling=method, cellSize=None),
                        tolerance=0 if method == "nearest" else 1, expected=dict(grid=grid, bands=[cells], meta=dict(kind="raster"))))
_, grid, _ = run("gdalwarp", "-q", "-t_srs", "EPSG:3857", "-tr", 25, 25, "in.tif", "out.tif")
vectors.append(dict(name="a cell size sets the number of cells", oracle="gdalwarp -t_srs EPSG:3857 -tr 25 25", inputs=[here], params=dict(targetCrs="EPSG:3857", resampling="nearest", cellSize=25), expected=dict(grid=grid)))
vectors.append(dict(name="the layer's own CRS changes nothing", oracle="identity", inputs=[here], params=dict(targetCrs="EPSG:32633", resampling="bilinear", cellSize=None), expected=dict(grid=dict(affine=utm, cols=8, rows=6), bands=[rows(slope, -99)])))
write("reproject", vectors)

vectors = []
for name, te, cols, rws in (("half as many cells", (500000, 5099940, 500080, 5100000), 4, 3), ("a part in other cells", (500015, 5099945, 500065, 5099985), 7, 5)):
    command, grid, cells = run("gdalwarp", "-q", "-et", 0, "-r", "near", "-te", *te, "-ts", cols, rws, "in.tif", "out.tif")
    vectors.append(dict(name=name, oracle=command, inputs=[here], params=dict(extent=dict(west=te[0], south=te[1], east=te[2], north=te[3]), cols=cols, rows=rws, tileCols=512, tileRows=512, resampling="nearest"), expected=dict(grid=grid, bands=[cells])))
write("resize", vectors)

other = (x + 100 * y).astype("int16")
east = [10, 0, 500050, 0, -10, 5099980]
save("in2.tif", other, east, 32633, "int16", -99)
both = dict(here, rasters=here["rasters"] + [dict(crs=32633, affine=east, bands=[rows(other, -99)])])
definition = dict(kind="definition", extent=dict(west=500000, south=5099920, east=500160, north=5100000), layoutCols=4, layoutRows=2, tileCols=4, tileRows=4)
vectors = []
# gdalwarp lets the last file win, so that the first of the layer is named last.
command, grid, cells = run("gdalwarp", "-q", "-et", 0, "-r", "near", "-te", 500000, 5099920, 500160, 5100000, "-ts", 16, 8, "in2.tif", "in.tif", "out.tif")
vectors.append(dict(name="the first raster that has a value wins", oracle=command, inputs=[both], params=dict(layout=definition, targetCrs=None, resampling="nearest"), expected=dict(grid=grid, rasters=1, bands=[cells], meta=dict(kind="tiled", tileCols=4, tileRows=4))))
command, grid, cells = run("gdalwarp", "-q", "-et", 0, "-r", "bilinear", "-t_srs", "EPSG:3857", "-te", 1669780, 5788750, 1669930, 5788870, "-ts", 10, 8, "in2.tif", "in.tif", "out.tif")
mercator = dict(kind="definition", extent=dict(west=1669780, south=5788750, east=1669930, north=5788870), layoutCols=2, layoutRows=2, tileCols=5, tileRows=4)
vectors.append(dict(name="two scenes go to another CRS in one step", oracle=command, inputs=[both], params=dict(layout=mercator, targetCrs="EPSG:3857", resampling="bilinear"), tolerance=1, expected=dict(grid=grid, rasters=1, bands=[cells])))
dated = dict(both, rasters=[dict(r, instant=i * 1000) for i, r in enumerate(both["rasters"])])
vectors.append(dict(name="instants stay apart", oracle="one raster an instant", inputs=[dated], params=dict(layout=definition, targetCrs=None, resampling="nearest"), expected=dict(rasters=2)))
vectors.append(dict(name="a local layout pads east and south", oracle="GeoTrellis 2.2.0 FloatingLayoutScheme", inputs=[here], params=dict(layout=dict(kind="local", tileCols=5, tileRows=5), targetCrs=None, resampling="nearest"),
                    expected=dict(grid=dict(affine=utm, cols=10, rows=10), bands=[[row + [None, None] for row in rows(slope, -99)] + [[None] * 10] * 4], meta=dict(zoom=None))))
scenes = [dict(crs=4326, affine=[1, 0, w, 0, -1, n], bands=[np.ones((4, 4), "int").tolist()]) for w, n in ((0, 4), (3, 6), (6, 4))]
vectors.append(dict(name="a global layout picks its zoom", oracle="GeoPySpark 0.4.2 tile_to_layout_metadata", inputs=[dict(cellType="float32", nodata="NaN", rasters=scenes)], params=dict(layout=dict(kind="global", tileSize=5, zoom=None), targetCrs=None, resampling="nearest"), expected=dict(meta=dict(zoom=7, tileCols=5))))
vectors.append(dict(name="a local layout covers all scenes", oracle="GeoPySpark 0.4.2 tile_to_layout_metadata", inputs=[dict(cellType="float32", nodata="NaN", rasters=scenes)], params=dict(layout=dict(kind="local", tileCols=5, tileRows=5), targetCrs=None, resampling="nearest"), expected=dict(grid=dict(affine=[1, 0, 0, 0, -1, 6], cols=10, rows=10))))
vectors.append(dict(name="scenes of two CRS need a target", oracle="GeoPySpark 0.4.2: collect_metadata lists the CRS", inputs=[dict(here, rasters=here["rasters"] + [dict(crs=32634, affine=utm, bands=[rows(slope, -99)])])], params=dict(layout=definition, targetCrs=None, resampling="nearest"), expected=dict(fault="different-crs")))
vectors.append(dict(name="a layout in another CRS is refused", oracle="GeoPySpark 0.4.2: ValueError", inputs=[here], params=dict(layout=dict(mercator, crs="EPSG:3857"), targetCrs=None, resampling="nearest"), expected=dict(fault="bad-param")))
vectors.append(dict(name="a UTM zone has no global layout", oracle="GeoTrellis 2.2.0 WorldExtent", inputs=[here], params=dict(layout=dict(kind="global", tileSize=256, zoom=None), targetCrs=None, resampling="nearest"), expected=dict(fault="bad-param")))
vectors.append(dict(name="a layout beside the data is refused", oracle="nothing to tile", inputs=[here], params=dict(layout=dict(definition, extent=dict(west=0, south=0, east=10, north=10)), targetCrs=None, resampling="nearest"), expected=dict(fault="bad-param")))
write("tileToLayout", vectors)

zoom, size = 15, 2 * 20037508.342789244 / 2 ** 15 / 256
col, row = int((1669790 + 20037508.342789244) / size), int((20037508.342789244 - 5788860) / size)
te = (-20037508.342789244 + col * size, 20037508.342789244 - (row + 10) * size, -20037508.342789244 + (col + 14) * size, 20037508.342789244 - row * size)
command, _, cells = run("gdalwarp", "-q", "-et", 0, "-r", "near", "-t_srs", "EPSG:3857", "-te", *te, "-ts", 14, 10, "in.tif", "out.tif")
write("display", [dict(name="the nearest cell of each screen pixel, its own cells where the screen is finer", oracle=command, inputs=[here], params=dict(z=zoom), window=dict(col=col, row=row, cols=14, rows=10), expected=dict(meta=dict(kind="tiled", tileCols=256, zoom=zoom), bands=[cells]))])

ring = [[500012, 5099993], [500071, 5099982], [500049, 5099943], [500018, 5099951], [500012, 5099993]]
hole = [[500033, 5099978], [500047, 5099976], [500041, 5099962], [500033, 5099978]]
with open(os.path.join(work, "areas.geojson"), "w") as file:
    json.dump(dict(type="FeatureCollection", crs=dict(type="name", properties=dict(name="urn:ogc:def:crs:EPSG::32633")), features=[dict(type="Feature", properties={}, geometry=dict(type="Polygon", coordinates=[ring, hole]))]), file)
vectors = []
for rule, flags in (("centre", []), ("touched", ["-at"])):
    for keep in ("inside", "outside"):
        subprocess.run(["gdal_translate", "-q", "in.tif", "out.tif"], check=True, cwd=work)
        command = ["gdal_rasterize", "-q", "-burn", "-99", *flags, *(["-i"] if keep == "inside" else []), "areas.geojson", "out.tif"]
        subprocess.run(command, check=True, cwd=work)
        cells = rows(gdal.Open(os.path.join(work, "out.tif")).ReadAsArray(), -99)
        if keep == "inside" and rule == "touched":
            # -i with -at burns what is not inside without touching, so the kept cells are taken from the other run.
            subprocess.run(["gdal_translate", "-q", "in.tif", "out.tif"], check=True, cwd=work)
            command = ["gdal_rasterize", "-q", "-burn", "-99", "-at", "areas.geojson", "out.tif"]
            subprocess.run(command, check=True, cwd=work)
            burnt = gdal.Open(os.path.join(work, "out.tif")).ReadAsArray()
            cells = rows(np.where(burnt == -99, slope, -99), -99)
        vectors.append(dict(name=f"keep {keep}, {rule}", oracle=" ".join(command), inputs=[here], params=dict(areas=dict(crs=32633, polygons=[[ring, hole]]), keep=keep, rule=rule), expected=dict(bands=[cells])))
write("mask", vectors)
PY
