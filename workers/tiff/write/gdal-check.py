"""Compares files with what they should hold. Called by gdal.test.ts with the path of a manifest; prints one JSON object."""
import json, sys
import numpy as np
from osgeo import gdal
from osgeo_utils.samples import validate_cloud_optimized_geotiff as cog

gdal.UseExceptions()
messages = []
gdal.PushErrorHandler(lambda level, number, text: messages.append(text))


def check(case):
    def read(path, count, cols, rows, kind):
        return np.fromfile(path, dtype=kind).reshape(count, rows, cols)

    data = gdal.Open(case["file"])
    problems = []

    def same(what, got, want):
        if got != want:
            problems.append("%s is %r, expected %r" % (what, got, want))

    same("size", [data.RasterXSize, data.RasterYSize, data.RasterCount], [case["cols"], case["rows"], case["bands"]])
    same("transform", list(data.GetGeoTransform()), case["transform"])
    same("epsg", data.GetSpatialRef().GetAuthorityCode(None), case["epsg"])
    if "proj" in case:
        same("proj", set(data.GetSpatialRef().ExportToProj4().split()), set(case["proj"].split()))
    same("area or point", data.GetMetadataItem("AREA_OR_POINT"), "Area")
    structure = data.GetMetadata("IMAGE_STRUCTURE")
    same("compression", structure.get("COMPRESSION"), case["compression"])
    same("interleaving", structure["INTERLEAVE"], case["interleaving"])
    same("predictor", structure.get("PREDICTOR"), case["predictor"])
    signed_byte = data.GetRasterBand(1).GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE")
    same("signed byte", signed_byte, "SIGNEDBYTE" if case["kind"] == "int8" else None)
    with open(case["file"], "rb") as file:
        same("version", file.read(4)[2], 43 if case["big"] else 42)
    same("overviews", data.GetRasterBand(1).GetOverviewCount(), len(case["levels"]) - 1)
    for b in range(case["bands"]):
        band = data.GetRasterBand(b + 1)
        nodata = band.GetNoDataValue()
        wanted = case["nodata"]
        if wanted == "nan":
            same("nodata", nodata is not None and np.isnan(nodata), True)
        else:
            same("nodata", nodata, wanted)
        if case["block"]:
            same("block", band.GetBlockSize(), case["block"])
        for name, getter in (("roles", lambda x: gdal.GetColorInterpretationName(x.GetColorInterpretation())), ("names", lambda x: x.GetDescription()), ("units", lambda x: x.GetUnitType()), ("scales", lambda x: x.GetScale()), ("offsets", lambda x: x.GetOffset())):
            if name in case:
                same("%s of band %d" % (name, b + 1), getter(band), case[name][b])
    for key, value in case.get("metadata", {}).items():
        same("metadata " + key, data.GetMetadataItem(key), value)
    if "palette" in case:
        table = data.GetRasterBand(1).GetColorTable()
        same("palette", [list(table.GetColorEntry(i))[:3] for i in range(len(case["palette"]))], case["palette"])
    for l, level in enumerate(case["levels"]):
        cells = read(level["cells"], case["bands"], level["cols"], level["rows"], case["kind"])
        mask = read(level["mask"], 1, level["cols"], level["rows"], "uint8")[0] if level["mask"] else None
        for b in range(case["bands"]):
            band = data.GetRasterBand(b + 1)
            band = band if l == 0 else band.GetOverview(l - 1)
            got = band.ReadAsArray()
            if case["kind"] == "int8":
                got = got.view("int8")
            if not np.array_equal(got, cells[b], equal_nan=got.dtype.kind == "f"):
                problems.append("level %d band %d differs in %s cells" % (l, b + 1, np.sum(got != cells[b]) if got.shape == cells[b].shape else got.shape))
            same("mask flags of level %d" % l, band.GetMaskFlags() == gdal.GMF_PER_DATASET, mask is not None)
            if mask is not None and not np.array_equal(band.GetMaskBand().ReadAsArray(), mask * 255):
                problems.append("mask of level %d differs" % l)
    if "method" in case:
        copy = gdal.GetDriverByName("MEM").CreateCopy("", data)
        copy.BuildOverviews(case["method"], [2])
        for b in range(case["bands"]):
            got = data.GetRasterBand(b + 1).GetOverview(0).ReadAsArray()
            want = copy.GetRasterBand(b + 1).GetOverview(0).ReadAsArray()
            # GDAL sums floats as float32, we as float64.
            tolerance = 3e-7 if got.dtype.kind == "f" else 0
            if not np.allclose(got, want, rtol=tolerance, atol=0, equal_nan=True):
                at = np.argwhere(got != want)[:3]
                near = [(got[y, x].item(), want[y, x].item(), data.GetRasterBand(b + 1).ReadAsArray(int(x) * 2, int(y) * 2, 2, 2).tolist()) for y, x in at]
                problems.append("%s overview of band %d: (ours, GDAL's, from) %s" % (case["method"], b + 1, near))
    if case["tiled"]:
        warnings, errors, _ = cog.validate(case["file"], full_check=True)
        problems += ["COG: " + text for text in warnings + errors]
    gdal.Info(data, computeChecksum=True)
    return problems


results = {}
for case in json.load(open(sys.argv[1])):
    messages.clear()
    try:
        problems = check(case)
    except Exception as error:
        problems = [repr(error)]
    if problems or messages:
        results[case["name"]] = problems + messages
print(json.dumps(results))
