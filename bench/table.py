"""Prints the report of compare.sh as a table."""
import json
import sys

report = json.load(open(sys.argv[1]))
print(f"{report['instruction_set']}, {report['processors']} processors")
for network in report["networks"]:
    for run in network["runs"]:
        print(f"\n{network['name']} {network['input']}, {network['macs'] / 1e6:.0f} million multiply-adds, threads: {run['threads']}")
        for engine in run["engines"]:
            print(f"  {engine['name']:16} median {engine['ms_median']:9.2f} ms   best {engine['ms_best']:9.2f} ms   processor {engine['ms_processor'] or 0:9.2f} ms   {engine['images_per_second']:8.1f} images/s")
        ratios = ", ".join(f"{name[9:]} {value:.2f}" for name, value in run.items() if name.startswith("ratio_to_") and value)
        print(f"  the simulator's images per second over those of: {ratios}")
        processor = ", ".join(f"{name[19:]} {value:.2f}" for name, value in run.items() if name.startswith("processor_ratio_to_") and value)
        print(f"  the same in processor time: {processor}")
        print(f"  {100 * run['share_of_peak']:.0f} % of the bound; peak {run['peak_macs_per_second'] / 1e9:.1f} G multiply-adds/s, {run['peak_bytes_per_second'] / 1e9:.1f} GB/s")
