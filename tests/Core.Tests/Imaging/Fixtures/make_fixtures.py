#!/usr/bin/python3
"""Makes the image fixtures with PIL and numpy (Debian: python3-pil python3-numpy).

Writes PNG, PNM and other files next to this script and fixtures.json with what PIL decodes, converts and resizes.
PNG kinds that PIL does not write (Adam7, 16-bit colour, chosen filters) are put together here with zlib.
"""
import base64
import hashlib
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
RNG = np.random.default_rng(20)
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack_row(values, depth):
    """Packs the samples of one row, most significant bit first."""
    if depth == 16:
        return values.astype(">u2").tobytes()
    if depth == 8:
        return values.astype(np.uint8).tobytes()
    bits = "".join(format(int(v), f"0{depth}b") for v in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filter_row(kind, row, above, step):
    out = bytearray()
    for i, value in enumerate(row):
        a = row[i - step] if i >= step else 0
        b = above[i]
        c = above[i - step] if i >= step else 0
        out.append((value - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) & 255)
    return bytes([kind]) + bytes(out)


def filtered(samples, depth, step, first_filter):
    """All rows of one pass, the filter changing from row to row."""
    out, above = b"", None
    for y, line in enumerate(samples):
        row = pack_row(line.reshape(-1), depth)
        out += filter_row((first_filter + y) % 5, row, above or bytes(len(row)), step)
        above = row
    return out


def write_png(name, samples, depth, colour, interlaced=False, palette=None, extra=b"", split=None):
    """samples: height x width x samples of the colour type."""
    height, width = samples.shape[:2]
    step = max(1, SAMPLES[colour] * depth // 8)
    if interlaced:
        passes = [samples[y::sy, x::sx] for x, y, sx, sy in ADAM7]
        raw = b"".join(filtered(p, depth, step, k) for k, p in enumerate(passes) if p.size)
    else:
        raw = filtered(samples, depth, step, 0)
    data = zlib.compress(raw, 9)
    parts = [data] if split is None else [data[i:i + split] for i in range(0, len(data), split)]
    body = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
    if palette is not None:
        body += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    body += extra + b"".join(chunk(b"IDAT", p) for p in parts) + chunk(b"IEND", b"")
    (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def decoded(name):
    """What PIL makes of a file: alpha dropped, 16-bit grey to its high byte."""
    image = Image.open(HERE / name)
    if image.mode.startswith("I"):
        pixels = (np.asarray(image).astype(np.int64) >> 8).astype(np.uint8)
        image = Image.fromarray(pixels)
    elif image.mode == "RGBA" and (HERE / name).read_bytes()[25] == 4:
        image = image.getchannel(0)  # PIL opens 16-bit grey with alpha as RGBA
    else:
        image = image.convert("L" if image.mode in ("1", "L", "LA") else "RGB")
    return image


def entry(name, image):
    return {"file": name, "width": image.width, "height": image.height, "channels": 3 if image.mode == "RGB" else 1,
            "pixels": base64.b64encode(image.tobytes()).decode()}


def make_pngs():
    names = []
    for colour, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            for interlaced in (False, True):
                for width, height in ((13, 11), (1, 1), (3, 2)) if interlaced else ((13, 11),):
                    name = f"c{colour}_d{depth}_{'adam7' if interlaced else 'plain'}_{width}x{height}.png"
                    count = min(2 ** depth, 200)
                    samples = RNG.integers(0, count if colour == 3 else 2 ** depth, (height, width, SAMPLES[colour]))
                    palette = RNG.integers(0, 256, (count, 3)) if colour == 3 else None
                    write_png(name, samples, depth, colour, interlaced, palette)
                    names.append(name)
    grey = RNG.integers(0, 256, (20, 31, 1))
    write_png("split_idat.png", grey, 8, 0, split=7)
    extra = chunk(b"tEXt", b"Title\0x") + chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"zzZz", b"private")
    write_png("ancillary.png", grey, 8, 0, extra=extra)
    y, x = np.mgrid[0:40, 0:56]
    smooth = np.stack([x * 4, y * 6, (x + y) * 2], axis=-1).astype(np.uint8)
    Image.fromarray(smooth).save(HERE / "pil_rgb.png", optimize=True)
    Image.fromarray(smooth).convert("P", palette=Image.ADAPTIVE, colors=40).save(HERE / "pil_palette.png")
    Image.fromarray((smooth[..., 0] > 100).astype(np.uint8) * 255).convert("1").save(HERE / "pil_bits.png")
    return names + ["split_idat.png", "ancillary.png", "pil_rgb.png", "pil_palette.png", "pil_bits.png"]


def make_pnms():
    rgb = RNG.integers(0, 256, (5, 7, 3)).astype(np.uint8)
    Image.fromarray(rgb).save(HERE / "p6.ppm")
    Image.fromarray(rgb[..., 0]).save(HERE / "p5.pgm")
    Image.fromarray(((rgb[..., 0] > 128) * 255).astype(np.uint8)).convert("1").save(HERE / "p4.pbm")
    text = " ".join(str(v) for v in rgb.reshape(-1))
    (HERE / "p3.ppm").write_text(f"P3\n# a comment\n7 5\n255\n{text}\n")
    text = "\n".join(str(v) for v in rgb[..., 1].reshape(-1))
    (HERE / "p2.pgm").write_text(f"P2 7 # columns\n5\n255\n{text}\n")
    rows = "\n".join("".join("1" if v > 128 else "0" for v in row) for row in rgb[..., 2])
    (HERE / "p1.pbm").write_text(f"P1\n7 5\n{rows}\n")
    return ["p6.ppm", "p5.pgm", "p4.pbm", "p3.ppm", "p2.pgm", "p1.pbm"]


def make_others():
    """Lossless formats for gdk-pixbuf, and a JPEG of one colour, which every decoder gives alike."""
    rgb = RNG.integers(0, 256, (6, 9, 3)).astype(np.uint8)
    Image.fromarray(rgb).save(HERE / "other.bmp")
    Image.fromarray(rgb).save(HERE / "other.tif")
    Image.fromarray(np.full((8, 8, 3), 128, np.uint8)).save(HERE / "flat.jpg")
    return ["other.bmp", "other.tif", "flat.jpg"]


def resizes():
    out = []
    y, x = np.mgrid[0:53, 0:67]
    rgb = np.stack([(x * y) % 256, (x ** 2 + y) % 256, 255 * ((x // 5 + y // 3) % 2)], axis=-1).astype(np.uint8)
    Image.fromarray(rgb).save(HERE / "resize_rgb.png")
    Image.fromarray(rgb[..., 2]).save(HERE / "resize_mask.png")
    sizes = [(67, 53), (64, 64), (32, 32), (16, 8), (5, 3), (1, 1), (68, 54), (134, 106), (201, 53), (67, 7), (100, 20), (256, 256)]
    for name, kind, method in (("resize_rgb.png", "bilinear", Image.BILINEAR), ("resize_mask.png", "bilinear", Image.BILINEAR),
                               ("resize_mask.png", "nearest", Image.NEAREST), ("resize_rgb.png", "nearest", Image.NEAREST)):
        image = Image.open(HERE / name)
        for width, height in sizes:
            pixels = image.resize((width, height), method).tobytes()
            out.append({"file": name, "kind": kind, "width": width, "height": height, "sha256": hashlib.sha256(pixels).hexdigest()})
    # Odd factors of nearest, where rounding decides: one row, every width.
    ramp = Image.fromarray(np.arange(97, dtype=np.uint8).reshape(1, 97))
    for width in range(1, 300):
        pixels = ramp.resize((width, 1), Image.NEAREST).tobytes()
        out.append({"file": "ramp", "kind": "nearest", "width": width, "height": 1, "sha256": hashlib.sha256(pixels).hexdigest()})
        pixels = ramp.resize((width, 1), Image.BILINEAR).tobytes()
        out.append({"file": "ramp", "kind": "bilinear", "width": width, "height": 1, "sha256": hashlib.sha256(pixels).hexdigest()})
    return out


def greys():
    rgb = RNG.integers(0, 256, (64, 64, 3)).astype(np.uint8)
    rgb[0, :3] = [[0, 0, 0], [255, 255, 255], [255, 0, 0]]
    return {"rgb": base64.b64encode(rgb.tobytes()).decode(), "grey": base64.b64encode(Image.fromarray(rgb).convert("L").tobytes()).decode()}


def main():
    own = make_pngs() + make_pnms()
    others = make_others()
    fixtures = {"decode": [entry(n, decoded(n)) for n in own],
                "gdk": [entry(n, Image.open(HERE / n).convert("RGB")) for n in others],
                "resize": resizes(), "grey": greys()}
    (HERE / "fixtures.json").write_text(json.dumps(fixtures, indent=0) + "\n")


if __name__ == "__main__":
    main()
