#!/usr/bin/env python3
"""Writes made-vectors.json: cases in the shape of the conformance vectors whose expectations are computed here, by the rules
in docs/operations.md and GeoTrellis' rules for cell types, without the workbench. Python's standard library only."""
import json
import math
import os
import random
import re

INT_MIN, INT_MAX = -2147483648, 2147483647
BITS = {"bool": 1, "int8": 8, "uint8": 8, "int16": 16, "uint16": 16, "int32": 32, "float32": 32, "float64": 64}
USUAL = {"int8": -128, "uint8": 0, "int16": -32768, "uint16": 0, "int32": INT_MIN, "float32": math.nan, "float64": math.nan}
rng = random.Random(20)
vectors = []


def parse(name):
    """The base of a type's name and its NoData number, None without one."""
    base, form = re.match(r"(bool|u?int\d+|float\d+)(raw|ud.*)?$", name).groups()
    if base == "bool" or form == "raw":
        return base, None
    return base, float(form[2:]) if form else USUAL[base]


def is_float(name):
    return name.startswith("float")


def truncated(value):
    """As Java: NoData is the smallest integer, fractions are cut off, the range of Int32 is the end."""
    if value is None or math.isnan(value):
        return INT_MIN
    return max(INT_MIN, min(INT_MAX, math.trunc(value)))


def wrapped(number, base):
    low = number & ((1 << BITS[base]) - 1)
    return low if base.startswith("u") or base == "bool" or low >> (BITS[base] - 1) == 0 else low - (1 << BITS[base])


def stored(value, name):
    """The number in memory for a value, None being NoData. Floats here have few digits, so Float32 holds them."""
    base, nodata = parse(name)
    if is_float(base):
        return (math.nan if nodata is None else nodata) if value is None or math.isnan(value) else float(value)
    number = truncated(value)
    return (0 if nodata is None else int(nodata)) if number == INT_MIN else wrapped(number, base)


def seen(value, name):
    """The value after it went through memory: None when it is the NoData number."""
    number = stored(value, name)
    return None if math.isnan(number) or number == parse(name)[1] else number


def each(rows, work, name):
    return [[seen(work(cell), name) for cell in row] for row in rows]


def cells(name, rows, cols, low=-9, high=20, holes=0.2):
    base, nodata = parse(name)
    may_miss = nodata is not None or is_float(base)

    def cell():
        if may_miss and rng.random() < holes:
            return None
        low_end = 0 if base.startswith("u") or base == "bool" else low
        number = rng.randint(low_end, 1 if base == "bool" else high)
        return seen(number + rng.choice([0, 0.5]) if is_float(base) else number, name)

    return [[cell() for _ in range(cols)] for _ in range(rows)]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value == int(value) else value
    return value


def vector(op, given, params, expected, dtype=None, tol=None):
    made = {"id": f"made-{op}-{sum(one['op'] == op for one in vectors) + 1}", "op": op}
    if dtype:
        nodata = parse(dtype)[1]
        made.update(dtype=dtype, nodata="NaN" if nodata is not None and math.isnan(nodata) else plain(nodata))
    made.update(input=plain(given), params=plain(params), expected=plain(expected))
    vectors.append({**made, "compare": {"kind": "approx", "tol": tol} if tol else {"kind": "exact"}})


def conversions():
    row = [0, 1, -1, 3.75, -3.75, 300, -129, 70000, 255, 1e10, None]
    for source, target in [
        ("float64", "bool"), ("float64raw", "uint8"), ("float64", "int8ud-1"), ("float32", "uint16raw"), ("float64", "int16ud-500"),
        ("int32", "uint8ud255"), ("int16ud-500", "float64ud3.5"), ("int32ud-1", "int8"), ("uint16", "int16"), ("float64ud-1.0", "int32raw"),
    ]:  # fmt: skip
        values = [seen(value, source) for value in row]
        numbers = [stored(value, target) for value in values]
        expected = {"cells": [[seen(value, target) for value in values]], "cell_type": target}
        if not is_float(target):
            expected["cells_raw"] = [numbers]
        vector("convert_data_type", {"cells": [values]}, {"new_type": target}, expected, source)
    for name in ("boolraw", "float32raw", "uint8raw"):
        vector("convert_data_type", {"cells": [[1]]}, {"new_type": name, "no_data_value": 1}, {"error": "ValueError"}, "int16")


def union(left, right):
    (l, _), (r, _) = parse(left), parse(right)
    if BITS[l] != BITS[r]:
        return left if BITS[l] > BITS[r] else right
    return left if is_float(l) and not is_float(r) else right


def computed(operator, l, r, whole):
    if operator in ("==", "!=", "<", ">="):
        if l is None or r is None:
            return (l is None and r is None) if operator == "==" else (l is None) != (r is None) if operator == "!=" else False
        return {"==": l == r, "!=": l != r, "<": l < r, ">=": l >= r}[operator]
    if l is None or r is None:
        return None
    if operator == "/":
        return None if r == 0 else math.trunc(l / r) if whole else l / r
    bits = {"and": int.__and__, "or": int.__or__, "xor": int.__xor__}
    if operator in bits:
        return bits[operator](truncated(l), truncated(r))
    return {"+": lambda: l + r, "-": lambda: l - r, "*": lambda: l * r, "max": lambda: max(l, r), "min": lambda: min(l, r)}[operator]()


def algebra():
    pairs = [("int8", "uint8"), ("uint8", "float32"), ("int16ud-500", "int32ud-1"), ("float64ud-1.0", "int32"), ("bool", "uint8raw"), ("uint16", "int16")]
    for i, operator in enumerate(["+", "-", "*", "/", "max", "min", "and", "or", "xor", "==", "!=", "<", ">="]):
        compares = operator in ("==", "!=", "<", ">=")
        left_type, right_type = pairs[i % len(pairs)]
        name = union(left_type, right_type)
        left, right = cells(left_type, 2, 3), cells(right_type, 2, 3, high=9)
        found = [[computed(operator, l, r, not is_float(name)) for l, r in zip(*rows)] for rows in zip(left, right)]
        expected = {"cells": [[int(one) if compares else seen(one, name) for one in row] for row in found], "cell_type": "bool" if compares else name}
        given = {"left": left, "left_type": left_type, "right": right, "right_type": right_type}
        vector("local_compare" if compares else "local_binary", given, {"operator": operator}, expected, tol=1e-6)
        if not compares and operator not in ("and", "or", "xor"):
            number = [2.5, 3, -2, 7][i % 4]
            whole = not is_float(right_type) and number == int(number)
            found = each(right, lambda r: computed(operator, number, r, whole), right_type)
            vector("local_binary", {"left": number, "right": right}, {"operator": operator}, {"cells": found, "cell_type": right_type}, right_type, tol=1e-6)
    vector("local_binary", {"left": [[1]], "right": "text"}, {"operator": "+"}, {"error": "TypeError"}, "int32")


def reduced(operation, values, whole):
    data = [value for value in values if value is not None]
    if operation in ("SUM", "MIN", "MAX"):
        return None if len(data) < len(values) else {"SUM": sum, "MIN": min, "MAX": max}[operation](values)
    if operation == "VARIETY":
        return len(set(data)) or None
    if not data or (operation == "VARIANCE" and len(data) < 2):
        return None
    mean = sum(data) / len(data)
    if operation == "MEAN":
        return math.trunc(mean) if whole else mean
    variance = sum((value - mean) ** 2 for value in data) / (len(data) - 1)
    return math.floor(variance + 0.5) if whole else variance


def reductions():
    names = ["int32", "uint8", "int16ud-500", "float64", "float32ud-1.0", "int8"]
    for i, operation in enumerate(["MEAN", "VARIANCE", "VARIETY", "MIN", "MAX", "SUM"]):
        for name in (names[i], names[(i + 3) % 6]):
            tiles = [cells(name, 2, 3, high=60) for _ in range(2 + i % 3)]
            found = [[seen(reduced(operation, values, not is_float(name)), name) for values in zip(*rows)] for rows in zip(*tiles)]
            if operation != "SUM":
                vector("local_reduce", {"tiles": tiles}, {"operator": operation}, {"cells": found}, name, tol=1e-5)
            if operation != "VARIETY":
                vector("aggregate_by_cell", {"tiles_at_one_key": [[tile] for tile in tiles]}, {"operation": operation}, {"bands": [found]}, name, tol=1e-5)


def classes():
    strategies = {
        "LESS_THAN": lambda z, keys: next((k for k in keys if z < k), None),
        "LESS_THAN_OR_EQUAL_TO": lambda z, keys: next((k for k in keys if z <= k), None),
        "GREATER_THAN": lambda z, keys: next((k for k in reversed(keys) if z > k), None),
        "GREATER_THAN_OR_EQUAL_TO": lambda z, keys: next((k for k in reversed(keys) if z >= k), None),
        "EXACT": lambda z, keys: z if z in keys else None,
    }
    for (strategy, found), name in zip(strategies.items(), ["int8", "uint8raw", "float32", "int32ud-1", "float64ud-1.0"]):
        rows = cells(name, 2, 4, low=-3, high=9)
        for fallback, replacement in ((None, None), (300, 7)):
            table = {-1: 5, 2: 300, 6: INT_MIN}

            def new(value):
                if value is None:
                    return replacement
                key = found(truncated(value), sorted(table))
                return fallback if key is None else None if table[key] == INT_MIN else table[key]

            params = {"value_map": {str(k): v for k, v in table.items()}, "data_type": "int", "classification_strategy": strategy}
            if fallback is not None:
                params.update(fallback_value=fallback, replace_nodata_with=replacement)
            vector("reclassify", {"cells": rows}, params, {"cells": each(rows, new, name)}, name)
    vector("reclassify", {"cells": [[1]]}, {"value_map": {"1.5": 5}, "data_type": "int"}, {"error": "TypeError"}, "int32")
    for name in ("uint8raw", "int8", "float32"):
        vector("normalize", {"cells": [[0, 50, 100]]}, {"new_min": 0, "new_max": 300, "old_min": 0, "old_max": 100},
               {"cells": each([[0, 50, 100]], lambda z: 3 * z, name)}, name)  # fmt: skip


def windows():
    reach = {"Square": lambda x, y: True, "Nesw": lambda x, y: x == 0 or y == 0}
    for i, operation in enumerate(["SUM", "MIN", "MAX", "MEAN", "STANDARD_DEVIATION", "MEDIAN"]):
        name = ["int8", "uint8raw", "float32", "int16ud-500", "int32", "float64"][i]
        rows = cells(name, 3, 5, high=70)
        for shape, extent in (("Square", 1), ("Nesw", 2)):

            def value(row, col):
                around = [
                    rows[r][c]
                    for r in range(max(0, row - extent), min(3, row + extent + 1))
                    for c in range(max(0, col - extent), min(5, col + extent + 1))
                    if reach[shape](c - col, r - row) and rows[r][c] is not None
                ]
                if not around:
                    return None
                mean = sum(around) / len(around)
                if operation == "MEAN":
                    return mean
                if operation == "STANDARD_DEVIATION":
                    return math.sqrt(sum((one - mean) ** 2 for one in around) / len(around))
                if operation == "MEDIAN":
                    ordered = sorted(truncated(one) for one in around)
                    half = len(ordered) // 2
                    return ordered[half] if len(ordered) % 2 else math.trunc((ordered[half - 1] + ordered[half]) / 2)
                return seen({"SUM": sum, "MIN": min, "MAX": max}[operation](around), name)

            kind = name if i < 3 else "float64" if i < 5 else "int32"
            expected = {"cells": [[value(r, c) for c in range(5)] for r in range(3)], "cell_type": kind}
            vector("focal", {"cells": rows}, {"operation": operation, "neighborhood": {"type": shape, "extent": extent}}, expected, name, tol=1e-6)


def halvings():
    statistics = {"AVERAGE": lambda v: sum(v) / len(v), "SUM": sum, "MIN": min, "MAX": max}
    for method, statistic in statistics.items():
        for name in ("int32ud-1", "float64ud-1.0", "uint8"):
            rows = cells(name, 4, 6)
            found = []
            for r in range(0, 4, 2):
                fours = [[one for row in rows[r : r + 2] for one in row[c : c + 2] if one is not None] for c in range(0, 6, 2)]
                found.append([seen(statistic(four), name) if four else None for four in fours])
            given, target = {"cells": rows, "extent": [0, 0, 6, 4]}, {"target_extent": [0, 0, 6, 4], "cols": 3, "rows": 2, "method": method}
            vector("resample", given, target, {"cells": found}, name, tol=1e-9)


if __name__ == "__main__":
    for make in (conversions, algebra, reductions, classes, windows, halvings):
        make()
    lines = ",\n".join("    " + json.dumps(one, allow_nan=False) for one in vectors)
    title = "Cases made by make-vectors.py, in the shape of the conformance vectors"
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "made-vectors.json"), "w") as file:
        file.write(f'{{\n  "title": {json.dumps(title)},\n  "vectors": [\n{lines}\n  ]\n}}\n')
    print(f"{len(vectors)} vectors")
