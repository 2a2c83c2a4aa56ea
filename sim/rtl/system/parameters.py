"""Prints what a design.json says as Verilator options (-G) and C++ definitions (-D), one a line. usage: parameters.py design.json BAUD"""
import json
import pathlib
import sys


def main(path, baud):
    design = json.loads(pathlib.Path(path).read_text())
    image, mask, link = design["image"], design["mask"], design["link"]
    values = {
        "IMAGE_WIDTH": image["width"], "IMAGE_HEIGHT": image["height"], "IMAGE_CHANNELS": image["channels"], "IMAGE_PASSES": image.get("passes", 1),
        "MASK_WIDTH": mask["width"], "MASK_HEIGHT": mask["height"], "CLOCK_HZ": design["clock_hz"], "BAUD": baud,
        "MAX_PAYLOAD": link["max_payload"], "RECEIVE_BUFFER": link["receive_buffer"],
    }
    for name, value in values.items():
        print(f"-G{name}={value}")
    for name in ("design_id", "model_id"):
        print(f"-G{name.upper()}=256'h{design[name]}")
    values["LATENCY_CYCLES"] = design["prediction"]["latency_cycles"]
    for name, value in values.items():
        print(f"-D{name}={value}")


main(sys.argv[1], int(sys.argv[2]))
