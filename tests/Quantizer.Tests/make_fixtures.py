#!/usr/bin/python3
"""Golden values from NumPy, written independently of the C# code: run it from this folder to make Fixtures/*.json anew."""
import json

import numpy as np

rng = np.random.default_rng(7)


def entropy_threshold(bins: np.ndarray, levels: int, steps: int) -> int:
    """Number of bins kept, by the KL divergence of the clipped distribution from its quantized likeness (bin 0, the zeros, left out)."""
    h = bins.astype(float).copy()
    h[0] = 0
    used = int(np.max(np.nonzero(bins)[0])) + 1
    h = h[:used]
    if used <= levels:
        return used
    best, least = used, np.inf
    for edge in range(used, levels - 1, -max(1, used // steps)):
        inside = h[:edge]
        p = inside.copy()
        p[-1] += h[edge:].sum()
        q = np.zeros(edge)
        for level in range(levels):
            a, b = level * edge // levels, (level + 1) * edge // levels
            filled = inside[a:b] > 0
            if filled.any():
                q[a:b][filled] = inside[a:b].sum() / filled.sum()
        if ((p > 0) & (q == 0)).any() or q.sum() == 0:
            continue
        p, q = p / p.sum(), q / q.sum()
        mask = p > 0
        divergence = float(np.sum(p[mask] * np.log(p[mask] / q[mask])))
        if divergence < least:
            best, least = edge, divergence
    return best


def entropy() -> list:
    draws = {
        "half_normal": np.abs(rng.normal(size=15000)),
        "relu": np.maximum(rng.normal(size=15000), 0),
        "outliers": np.concatenate([np.abs(rng.normal(size=15000)), [25, 30, 31.9]]),
    }
    cases = []
    for name, x in draws.items():
        x = x.astype(np.float32)
        # The histogram's bins: width a power of two over 4096, wide enough for the largest value.
        width = 2.0 ** (np.floor(np.log2(float(x.max()))) + 1) / 4096
        bins = np.bincount((x.astype(float) / width).astype(int), minlength=4096)
        for bits in (8, 4):
            edge = entropy_threshold(bins, 2**bits, 256)
            cases.append({
                "name": f"{name}_u{bits}", "bits": bits, "bins": [[int(i), int(bins[i])] for i in np.nonzero(bins)[0]],
                "width": width, "max": float(x.max()), "threshold": min(edge * width, float(x.max())),
            })
    return cases


def rounding() -> list:
    """Exhaustive optimum of (s q - w)' H (s q - w) over the whole grid."""
    cases = []
    for taps, largest in ((2, 7), (3, 7), (4, 3), (5, 3), (6, 1), (7, 1)):
        for _ in range(6):
            x = rng.normal(size=(12, taps)) @ rng.normal(size=(taps, taps))
            h = x.T @ x
            h += 0.01 * np.trace(h) / taps * np.eye(taps)  # the pull that LayerFit adds
            w = rng.normal(size=taps)
            scale = float(np.abs(w).max() / largest * rng.uniform(0.6, 1.0))
            grid = np.stack(np.meshgrid(*[np.arange(-largest, largest + 1)] * taps, indexing="ij"), -1).reshape(-1, taps)
            e = grid * scale - w
            errors = np.einsum("ni,ij,nj->n", e, h, e)
            near = np.clip(np.round(w / scale), -largest, largest) * scale - w
            cases.append({
                "taps": taps, "largest": largest, "gram": h.ravel().tolist(), "wanted": w.tolist(), "scale": scale,
                "best": float(errors.min()), "nearest": float(near @ h @ near),
            })
    return cases


def equalization() -> dict:
    """conv 1x1 (3 -> 4), ReLU, depthwise 3x1 (4), ReLU, conv 1x1 (4 -> 2): Nagel's factors, rounded to powers of two after each round."""
    w1, w2, w3 = rng.normal(size=(4, 3)) * [[8], [1], [0.1], [2]], rng.normal(size=(4, 3)) * [[0.3], [4], [1], [1]], rng.normal(size=(2, 4))
    s1, s2 = np.ones(4), np.ones(4)
    for _ in range(20):
        a = np.abs(w1).max(1) / s1
        d = np.abs(w2).max(1) * s1 / s2
        b = np.abs(w3).max(0) * s2
        f1, f2 = 2.0 ** np.round(np.log2(np.sqrt(a / d))), 2.0 ** np.round(np.log2(np.sqrt(d / b)))
        s1, s2 = s1 * f1, s2 * f2
        if (f1 == 1).all() and (f2 == 1).all():
            break
    return {"w1": w1.astype(np.float32).ravel().tolist(), "w2": w2.astype(np.float32).ravel().tolist(),
            "w3": w3.astype(np.float32).ravel().tolist(), "s1": s1.tolist(), "s2": s2.tolist()}


for name, value in (("entropy", entropy()), ("rounding", rounding()), ("equalization", equalization())):
    with open(f"Fixtures/{name}.json", "w") as f:
        json.dump(value, f)
        f.write("\n")
