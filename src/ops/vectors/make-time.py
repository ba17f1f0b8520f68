#!/usr/bin/env python3
"""Writes the vectors of aggregateByCell and differenceOfDates: expectations by numpy. PYTHON=/usr/bin/python3 has it."""
import json
import os
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
affine = [10, 0, 500, 0, -10, 4000]
march, april, june = 1772928000000, 1776988800000, 1781136000000
random = np.random.default_rng(7)


def cells(low, high, holes, whole):
    values = random.integers(low, high, (5, 7)).astype(float) if whole else np.round(random.uniform(low, high, (5, 7)), 3)
    values[random.random((5, 7)) < holes] = np.nan
    return values


def rows(values):
    return [[None if np.isnan(v) else (int(v) if float(v).is_integer() else float(v)) for v in row] for row in values]


def layer(stack, cell_type, nodata, instants, kind="raster", tile=3):
    rasters = [{"crs": 3857, "affine": affine, "instant": t, "bands": [rows(s)]} for s, t in zip(stack, instants)]
    return {"cellType": cell_type, "nodata": nodata, "kind": kind, "tile": tile, "rasters": rasters}


def truncated_root(variance):
    return np.trunc(np.sqrt(np.floor(variance + 0.5)))


def oracle(stack, operation):
    with np.errstate(all="ignore"):
        count = (~np.isnan(stack)).sum(0)
        mean = np.where(count == 0, np.nan, np.nansum(stack, 0) / count)
        variance = np.where(count < 2, np.nan, np.nansum((stack - mean) ** 2, 0) / (count - 1))
    # Plain sum, min and max of numpy answer NaN where any is.
    return {"sum": stack.sum(0), "min": stack.min(0), "max": stack.max(0), "mean": mean, "variance": variance, "standard-deviation": np.sqrt(variance)}[operation]


def own(stack, operation):
    exact = oracle(stack, operation)
    if operation == "variance":
        return np.clip(np.floor(exact + 0.5), -32768, 32767)
    if operation == "standard-deviation":
        return truncated_root(oracle(stack, "variance"))
    return np.clip(np.trunc(exact), -32768, 32767)


operations = ["sum", "min", "max", "mean", "variance", "standard-deviation"]
vectors = []
floats = np.stack([cells(-50, 50, 0.2, False) for _ in range(4)])
for operation in operations:
    vectors.append({
        "name": f"{operation} of four dates, exact",
        "inputs": [layer(floats, "float64", "NaN", [march, april, june, june])],
        "params": {"operation": operation, "over": "time", "numbers": "exact"},
        "expected": {"meta": {"cellType": "float64"}, "rasters": 1, "bands": [rows(oracle(floats, operation))]},
        "tolerance": 1e-9,
    })
whole = np.stack([cells(-300, 300, 0.2, True) for _ in range(3)])
for operation in operations:
    vectors.append({
        "name": f"{operation} of three dates in int16, tiled",
        "inputs": [layer(whole, "int16", -999, [march, april, june], "tiled")],
        "params": {"operation": operation, "over": "time", "numbers": "own"},
        "expected": {"meta": {"cellType": "int16", "nodata": -999}, "rasters": 1, "bands": [rows(own(whole, operation))]},
    })
vectors.append({
    "name": "by key, dates stay apart and duplicates of one date are aggregated",
    "inputs": [layer(whole, "int16", -999, [march, april, april], "tiled")],
    "params": {"operation": "mean", "over": "key", "numbers": "exact"},
    "window": {"raster": 1},
    "expected": {"meta": {"cellType": "float64"}, "rasters": 2, "bands": [rows(oracle(whole[1:], "mean"))]},
    "tolerance": 1e-9,
})
bytes_ = np.stack([cells(200, 255, 0.1, True) for _ in range(3)])
vectors.append({
    "name": "a sum of bytes widens",
    "inputs": [layer(bytes_, "uint8", 255, [march, april, june])],
    "params": {"operation": "sum", "over": "time", "numbers": "exact"},
    "expected": {"meta": {"cellType": "int16", "nodata": -32768}, "bands": [rows(oracle(bytes_, "sum"))]},
})
vectors.append({
    "name": "a sum of bytes in their own type stops at 255",
    "oracle": "numpy, clipped",
    "inputs": [layer(bytes_, "uint8", 0, [march, april, june])],
    "params": {"operation": "sum", "over": "time", "numbers": "own"},
    "expected": {"meta": {"cellType": "uint8", "nodata": 0}, "bands": [rows(np.clip(oracle(bytes_, "sum"), 0, 255))]},
})
json.dump({"oracle": "numpy; integers by GeoTrellis' rounding", "vectors": vectors}, open(os.path.join(here, "aggregateByCell.json"), "w"))

changes = [{
    "name": "june less march",
    "inputs": [layer(floats[:3], "float64", "NaN", [march, april, june])],
    "params": {"from": march, "to": june},
    "expected": {"rasters": 1, "bands": [rows(floats[2] - floats[0])]},
    "tolerance": 1e-12,
}, {
    "name": "bytes widen, so that a decrease is below 0",
    "inputs": [layer(bytes_, "uint8", 0, [march, april, june], "tiled")],
    "params": {"from": april, "to": march},
    "expected": {"meta": {"cellType": "int16", "nodata": -32768}, "bands": [rows(bytes_[0] - bytes_[1])]},
}, {
    "name": "of two rasters at one date the first value counts",
    "inputs": [layer(whole, "int16", -999, [march, june, june], "tiled")],
    "params": {"from": march, "to": june},
    "expected": {"bands": [rows(np.where(np.isnan(whole[1]), whole[2], whole[1]) - whole[0])]},
}, {
    "name": "one date has no difference",
    "inputs": [layer(whole[:1], "int16", -999, [march])],
    "params": {"from": march, "to": march},
    "expected": {"fault": "bad-input"},
}, {
    "name": "a date that the layer has not is refused",
    "inputs": [layer(whole[:2], "int16", -999, [march, april])],
    "params": {"from": march, "to": june},
    "expected": {"fault": "bad-param"},
}]
json.dump({"oracle": "numpy", "vectors": changes}, open(os.path.join(here, "differenceOfDates.json"), "w"))
