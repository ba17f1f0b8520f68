"""Writes calculate.json, mapCells.json and overflowCount.json, whose oracle is numpy: /usr/bin/python3 make-algebra.py"""

import json
import os

import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = np.random.default_rng(7)
affine = [1, 0, 0, 0, -1, 4]
holes = random.random((2, 2, 4, 5)) < 0.15


def layer(bands, cell_type, nodata):
    rows = [[[None if np.isnan(v) else (int(v) if float(v).is_integer() else float(v)) for v in row] for row in band] for band in bands]
    return dict(cellType=cell_type, nodata=nodata, rasters=[dict(crs=3857, affine=affine, bands=rows)])


def cells(bands):
    return [[[None if not np.isfinite(v) else float(v) + 0.0 for v in row] for row in np.asarray(band, dtype="float64")] for band in bands]


def made(shape, least, most, which):
    values = random.integers(least, most + 1, shape).astype("float64")
    values[holes[which][: shape[0]]] = np.nan
    return values


a = made((2, 4, 5), 0, 255, 0)
c = made((2, 4, 5), 0, 255, 1)
f = np.where(np.isnan(a), np.nan, np.float32(a / 7 - 11).astype("float64"))
g = np.where(np.isnan(c), np.nan, np.float32(c / 3 - 40).astype("float64"))
stack = np.stack([a[0], a[1], c[0], c[1]])


def calculate(name, expression, x, y, cell_types, expected, meta, tolerance=0, **params):
    nodata = lambda t: "NaN" if t.startswith("float") else None
    return dict(
        name=name,
        inputs=[layer(x, cell_types[0], nodata(cell_types[0]))] + ([layer(y, cell_types[1], nodata(cell_types[1]))] if y is not None else []),
        params=dict(expression=expression, names=["a", "c"][: 1 if y is None else 2], cellType="auto", overflow="clamp", firstBand=1) | params,
        tolerance=tolerance,
        expected=dict(meta=meta, bands=cells(expected)),
    )


def rounded(values):
    return [np.float32(v).astype("float64") for v in values]


with np.errstate(all="ignore"):
    ndvi = (f[1] - f[0]) / (f[1] + f[0])
    both = [a[0], a[1]]
    counts = (~np.isnan(stack)).sum(axis=0)
    variance = np.where(counts < 2, np.nan, np.nanvar(stack, axis=0, ddof=1))
    vectors = [
        calculate("a difference index", "(b2 - b1) / (b2 + b1)", f, None, ["float32"], rounded([np.where(f[1] + f[0] == 0, np.nan, ndvi)]), dict(cellType="float32")),
        calculate("sums of whole numbers widen", "a + c", a, c, ["uint8", "uint8"], a + c, dict(cellType="uint16", nodata=65535)),
        calculate("differences of whole numbers take a sign", "a - c", a, c, ["uint8", "uint8"], a - c, dict(cellType="int16", nodata=-32768)),
        calculate("products of whole numbers", "a * c", a, c, ["uint16", "uint16"], a * c, dict(cellType="uint32")),
        calculate("quotients are fractions", "a / c", a, c, ["uint8", "uint8"], rounded(np.where(c == 0, np.nan, a / c)), dict(cellType="float32")),
        calculate("what is left has the sign of the divisor", "a % (c - 128)", a, c, ["uint8", "uint8"], np.where(c == 128, np.nan, np.mod(a, c - 128)), {}),
        calculate("powers", "a ** 2 - c ** 0.5", a, c, ["uint8", "uint8"], rounded(a**2 - c**0.5), dict(cellType="float32"), 1e-2),
        calculate("functions", "sqrt(abs(a)) + log(c * c + 1) + sin(a) * atan2(a, c)", f, g, ["float32", "float32"], rounded(np.sqrt(np.abs(f)) + np.log(g * g + 1) + np.sin(f) * np.arctan2(f, g)), dict(cellType="float32"), 1e-5),
        calculate("more functions", "exp(a / 100) * cosh(a / 50) - tanh(c) + log10(c * c + 1) + floor(a) + ceil(c) + round(a)", f, g, ["float64", "float64"], np.exp(f / 100) * np.cosh(f / 50) - np.tanh(g) + np.log10(g * g + 1) + np.floor(f) + np.ceil(g) + np.floor(f + 0.5), dict(cellType="float64"), 1e-9),
        calculate("bits", "(a and c) + (a or c) * 2 - (a xor c) + not a", a, c, ["uint8", "uint8"], [np.where(np.isnan(x) | np.isnan(y), np.nan, (np.nan_to_num(x).astype(int) & np.nan_to_num(y).astype(int)) + (np.nan_to_num(x).astype(int) | np.nan_to_num(y).astype(int)) * 2 - (np.nan_to_num(x).astype(int) ^ np.nan_to_num(y).astype(int)) + ~np.nan_to_num(x).astype(int)) for x, y in zip(a, c)], {}),
        calculate("choice", "where(a > c, a, c / 2)", a, c, ["uint8", "uint8"], np.where(a > c, a, c / 2), dict(cellType="float32")),
        calculate("comparison is never NoData", "a <= c", a, c, ["uint8", "uint8"], (a <= c).astype(float), dict(cellType="bool", nodata=None)),
        calculate("the mean of those that have a value", "mean(a.b1, a.b2, c.b1, c.b2)", a, c, ["uint8", "uint8"], rounded([np.nanmean(stack, axis=0)]), dict(cellType="float32")),
        calculate("the variance of a sample", "variance(a.b1, a.b2, c.b1, c.b2)", a, c, ["uint8", "uint8"], rounded([variance]), dict(cellType="float32"), 1e-2),
        calculate("the median", "median(a.b1, a.b2, c.b1, c.b2)", a, c, ["uint8", "uint8"], rounded([np.nanmedian(stack, axis=0)]), dict(cellType="float32")),
        calculate("the largest, without those that have no value", "max_n(0, a.b1, a.b2, c.b1, c.b2)", a, c, ["uint8", "uint8"], [np.nanmax(stack, axis=0)], dict(cellType="uint8")),
        calculate("the smallest, NoData where one is", "min(a, c)", a, c, ["uint8", "uint8"], np.minimum(a, c), dict(cellType="uint8")),
        calculate("an asked type clamps", "a * 2", a, None, ["uint8"], np.clip(a * 2, 0, 255), dict(cellType="uint8"), cellType="uint8"),
        calculate("an asked type wraps", "a * 2", a, None, ["uint8"], np.mod(a * 2, 256), dict(cellType="uint8"), cellType="uint8", overflow="wrap"),
        calculate("an asked type gives NoData", "a * 2", a, None, ["uint8"], np.where(a * 2 > 255, np.nan, a * 2), dict(cellType="uint8"), cellType="uint8", overflow="nodata"),
        calculate("as the operands, whole numbers are cut off at every step", "(a - c) / 7 * 7", a, c, ["int16", "int16"], np.trunc((a - c) / 7) * 7, dict(cellType="int16", nodata=None), cellType="input"),
        dict(name="an unknown band", inputs=[layer(a, "uint8", None)], params=dict(expression="b3", names=["a"], cellType="auto", overflow="clamp", firstBand=1), expected=dict(fault="bad-param")),
        dict(name="layers on other cells", inputs=[layer(a, "uint8", None), dict(layer(c, "uint8", None), rasters=[dict(layer(c, "uint8", None)["rasters"][0], affine=[2, 0, 0, 0, -2, 4])])], params=dict(expression="a + c", names=["a", "c"], cellType="auto", overflow="clamp", firstBand=1), expected=dict(fault="bad-input")),
    ]
    for vector in vectors:
        vector["tolerance"] = vector.get("tolerance", 0)

    def mapped(name, expression, expected, meta, cell_type="uint8", **params):
        return dict(name=name, inputs=[layer(a, cell_type, None)], params=dict(expression=expression, cellType="input", overflow="clamp") | params, expected=dict(meta=meta, bands=cells(expected)))

    map_vectors = [
        mapped("some values become NoData", "where(cells >= 100, nd, cells)", np.where(a >= 100, np.nan, a), dict(cellType="uint8", nodata=None)),
        mapped("the type stays, numbers are computed in full before", "cells / 2 * 2 - 20", np.clip(a - 20, 0, 255), dict(cellType="uint8")),
        mapped("wrapped", "cells - 20", np.mod(a - 20, 256), dict(cellType="uint8"), overflow="wrap"),
        mapped("in the type that the numbers need", "cells / 2", rounded(a / 2), dict(cellType="float32"), cellType="auto"),
        dict(name="not an expression", inputs=[layer(a, "uint8", None)], params=dict(expression="cells +", cellType="input", overflow="clamp"), expected=dict(fault="bad-param")),
    ]

    def counted(name, values, cell_type, params, expected):
        return dict(name=name, inputs=[layer(values, cell_type, "NaN")], params=params, expected=dict(value=expected))

    flat = g[~np.isnan(g)]
    whole = np.trunc(flat)
    fold_vectors = [
        counted("clamped into UInt8", g, "float32", dict(cellType="uint8", nodata=None, overflow="clamp"), dict(values=int(flat.size), below=int((whole < 0).sum()), above=int((whole > 255).sum()), fractions=int(((whole != flat) & (whole >= 0) & (whole <= 255)).sum()), toNodata=0)),
        counted("clamped into UInt8 whose zero is NoData", g, "float32", dict(cellType="uint8", nodata="default", overflow="clamp"), dict(values=int(flat.size), below=int((whole < 0).sum()), above=0, fractions=int(((whole != flat) & (whole >= 0)).sum()), toNodata=int((whole <= 0).sum()))),
        counted("NoData in place of what does not fit", g, "float32", dict(cellType="int8", nodata=None, overflow="nodata"), dict(values=int(flat.size), below=0, above=0, fractions=int((whole != flat).sum()), toNodata=0)),
        counted("wrapped into booleans", g, "float32", dict(cellType="bool", nodata=None, overflow="wrap"), dict(values=int(flat.size), below=int((whole < 0).sum()), above=int((whole > 1).sum()), fractions=int(((whole != flat) & (whole >= 0) & (whole <= 1)).sum()), toNodata=0)),
    ]

for op, list_ in dict(calculate=vectors, mapCells=map_vectors, overflowCount=fold_vectors).items():
    with open(f"{op}.json", "w") as file:
        json.dump(dict(oracle=f"numpy {np.__version__}, make-algebra.py", vectors=list_), file)
        file.write("\n")
