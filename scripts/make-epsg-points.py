#!/usr/bin/python3
"""Where PROJ puts 25 points of each EPSG system's area of use: {code: [[lon, lat, x, y], ...]}. Takes minutes.

    scripts/make-epsg-points.py src/grid/epsg.json > points.json       (GDAL 3.6.2, PROJ 9.1.1)
"""
import json
import math
import sys

from osgeo import gdal, osr

gdal.PushErrorHandler("CPLQuietErrorHandler")
osr.UseExceptions()
wgs84 = osr.SpatialReference()
wgs84.ImportFromEPSG(4326)
wgs84.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
out = {}
for code, _, _, _, west, south, east, north in json.load(open(sys.argv[1]))["crs"]:
    try:
        srs = osr.SpatialReference()
        srs.ImportFromEPSG(code)
        srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        there = osr.CoordinateTransformation(wgs84, srs)
    except RuntimeError:
        continue
    width = east - west + (360 if east < west else 0)
    points = []
    for parts in ((1 / 6, 1 / 2, 5 / 6), (1 / 8, 3 / 8, 5 / 8, 7 / 8)):
        for i in parts:
            for j in parts:
                lon = (west + width * i + 180) % 360 - 180
                lat = south + (north - south) * j
                try:
                    x, y, _ = there.TransformPoint(lon, lat)
                except RuntimeError:
                    continue
                if math.isfinite(x) and math.isfinite(y):
                    points.append([round(lon, 9), round(lat, 9), x, y])
    out[code] = points
json.dump(out, sys.stdout)
