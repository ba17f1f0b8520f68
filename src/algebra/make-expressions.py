"""Writes expressions.json: random expressions with the cells that numpy gives for them. /usr/bin/python3 make-expressions.py"""

import json
import os
import random

import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))
random.seed(11)
np.seterr(all="ignore")

A = [0, 1, -1, 2, 7, 255, -128, 3, None, 100, None, 12]
B = [0, 2, 3, -5, 7, 1, 0, None, 4, 9, None, 250]
F = [0.5, -0.5, 1.5, 0.25, -2.75, 100.125, 0, 3, -7, None, 2.5, 0.1]
cells = {name: np.array([np.nan if v is None else v for v in values], dtype="float64") for name, values in dict(a=A, b=B, f=F).items()}


def whole(x):
    return np.nan_to_num(np.trunc(x)).astype("int64")


def bits(work):
    return lambda x, y: np.where(np.isnan(x) | np.isnan(y), np.nan, work(whole(x), whole(y)).astype("float64"))


def comparison(work):
    return lambda x, y: work(x, y).astype("float64")


def over(work, least=1):
    def run(*xs):
        stack = np.stack(np.broadcast_arrays(*xs)).astype("float64")
        enough = (~np.isnan(stack)).sum(axis=0) >= least
        with np.errstate(all="ignore"):
            return np.where(enough, work(stack), np.nan)

    return run


def ordered(n, biggest):
    def run(stack):
        ranked = np.sort(np.where(np.isnan(stack), np.inf if not biggest else -np.inf, stack), axis=0)
        found = ranked[-1 - n] if biggest else ranked[n]
        return np.where(np.isinf(found), np.nan, found)

    return run


def distinct(stack):
    return np.array([len({v for v in column if not np.isnan(v)}) for column in stack.T], dtype="float64")


def frequent(sign):
    def run(stack):
        out = []
        for column in stack.T:
            values = [v for v in column if not np.isnan(v)]
            out.append(sorted(set(values), key=lambda v: (-sign * values.count(v), v))[0] if values else np.nan)
        return np.array(out)

    return run


same = lambda x, y: (x == y) | (np.isnan(x) & np.isnan(y))
infix = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: np.where(y == 0, np.nan, x / y),
    "%": lambda x, y: np.where(y == 0, np.nan, np.mod(x, y)),
    "<": comparison(lambda x, y: x < y),
    "<=": comparison(lambda x, y: x <= y),
    ">": comparison(lambda x, y: x > y),
    ">=": comparison(lambda x, y: x >= y),
    "==": comparison(same),
    "!=": comparison(lambda x, y: ~same(x, y)),
    "and": bits(np.bitwise_and),
    "or": bits(np.bitwise_or),
    "xor": bits(np.bitwise_xor),
}
one = {
    "abs": np.abs,
    "sqrt": np.sqrt,
    "log": lambda x: np.where(x <= 0, np.nan, np.log(x)),
    "log10": lambda x: np.where(x <= 0, np.nan, np.log10(x)),
    "floor": np.floor,
    "ceil": np.ceil,
    "round": lambda x: np.floor(x + 0.5),
    "sin": np.sin,
    "cos": np.cos,
    "atan": np.arctan,
    "tanh": np.tanh,
    "asin": np.arcsin,
    "acos": np.arccos,
    "defined": lambda x: (~np.isnan(x)).astype("float64"),
    "undefined": lambda x: np.isnan(x).astype("float64"),
}
several = {
    "min": lambda *xs: np.min(np.stack(np.broadcast_arrays(*xs)), axis=0),
    "max": lambda *xs: np.max(np.stack(np.broadcast_arrays(*xs)), axis=0),
    "sum": lambda *xs: np.sum(np.stack(np.broadcast_arrays(*xs)), axis=0),
    "range": lambda *xs: np.ptp(np.stack(np.broadcast_arrays(*xs)), axis=0),
    "mean": over(lambda s: np.nanmean(s, axis=0)),
    "median": over(lambda s: np.nanmedian(s, axis=0)),
    "variance": over(lambda s: np.nanvar(s, axis=0, ddof=1), 2),
    "std": over(lambda s: np.nanstd(s, axis=0, ddof=1), 2),
    "variety": over(distinct),
    "majority": over(frequent(1)),
    "minority": over(frequent(-1)),
}
smooth = ["+", "-", "*", "/"]


def leaf():
    if random.random() < 0.7:
        name = random.choice("abf")
        return name, cells[name]
    value = random.choice([0, 1, 2, 3, 10, 0.5, 1.25, 255])
    return str(value), np.full(len(A), float(value))


def tree(depth):
    if depth == 0 or random.random() < 0.12:
        return leaf()
    kind = random.random()
    if kind < 0.5:
        sign = random.choice(smooth if random.random() < 0.5 else list(infix))
        (l, x), (r, y) = tree(depth - 1), tree(depth - 1)
        return f"({l} {sign} {r})", infix[sign](x, y)
    if kind < 0.62:
        name = random.choice(list(one))
        inner, x = tree(depth - 1)
        return f"{name}({inner})", one[name](x)
    if kind < 0.8:
        name = random.choice(list(several))
        parts = [tree(depth - 1) for _ in range(random.choice([2, 2, 3, 4]))]
        return f"{name}({', '.join(text for text, _ in parts)})", several[name](*[x for _, x in parts])
    if kind < 0.86:
        biggest, n = random.random() < 0.5, random.choice([0, 1])
        parts = [tree(depth - 1) for _ in range(3)]
        return f"{'max_n' if biggest else 'min_n'}({n}, {', '.join(text for text, _ in parts)})", over(ordered(n, biggest))(*[x for _, x in parts])
    if kind < 0.94:
        (c, x), (l, y), (r, z) = tree(depth - 1), tree(depth - 1), tree(depth - 1)
        return f"where({c}, {l}, {r})", np.where(np.isnan(x), np.nan, np.where(x != 0, y, z))
    inner, x = tree(depth - 1)
    return f"-{inner}" if inner[0] in "(abf" else f"-({inner})", -x


made = []
while len(made) < 250:
    text, values = tree(random.choice([1, 2, 3, 4]))
    # Beyond 2 ** 53 bits and halves depend on the last digit; infinite numbers are stored as the largest.
    if not np.any(np.isinf(values)) and np.nanmax(np.abs(np.append(values, 0))) < 1e9:
        made.append(dict(expression=text, cells=[None if np.isnan(v) else float(v) + 0.0 for v in values]))
with open("expressions.json", "w") as file:
    json.dump(dict(oracle=f"numpy {np.__version__}, make-expressions.py", bands=dict(a=A, b=B, f=F), expressions=made), file, separators=(",", ":"))
    file.write("\n")
