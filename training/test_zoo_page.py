"""docs/zoo.md: the rows of networks that the importer refuses, whose costs it cannot count, and the page's own rules."""
import unittest
from pathlib import Path

import counting
import networks
import zoo_table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "zoo.md"


class ZooPageTests(unittest.TestCase):
    def setUp(self):
        self.rows = zoo_table.committed(PAGE)

    def test_rows_are_the_registry(self):
        self.assertEqual(list(self.rows), list(networks.NETWORKS))

    def test_refused_networks_cost_what_pytorch_counts(self):
        refused = [name for name, row in self.rows.items() if row[3] == "no"]
        self.assertTrue(refused)
        for name in refused:
            entry, model = networks.NETWORKS[name], networks.build(name)
            expected = [f"{counting.parameters(model):,}", f"{counting.macs(model, entry.channels, entry.size, entry.size):,}"]
            self.assertEqual(self.rows[name][1:3], expected, name)

    def test_every_imported_network_was_compared_at_full_width(self):
        for name, row in self.rows.items():
            size = zoo_table.SMALLEST.get(name, zoo_table.SMALL)
            if row[3] == "yes":
                self.assertEqual(row[4:], ["yes", "yes", f"yes, {size}x{size}", ""], name)

    def test_a_reason_names_every_code_once(self):
        refusals = [{"code": c, "message": f"{c} {i}."} for i, c in enumerate(["FS1203", "FS1201", "FS1203"])]
        self.assertEqual(zoo_table.reason({"first_divergence": None, "refusals": refusals}), "FS1203: FS1203 0. FS1201: FS1201 1. (3 refusals)")


if __name__ == "__main__":
    unittest.main()
