"""The registry against the published figures, and every network on a small image."""
import unittest
from functools import lru_cache

import torch
from torch import nn

import counting
import networks
from random_weights import images, randomize

# Published to four digits or exactly; written here again, by hand, from the papers and from NETWORKS' sources.
EXACT = {
    "cmunext-xxs": 40_837,
    "mini-net": 36_541,
    "half-unet": 117_681,
    "mobilenetv2-unet": 6_628_945,
    "fast-scnn": 1_135_729,
}
ROUNDED = {"cmunext-s": 0.4175, "cmunext-base": 3.149, "cmunext-l": 8.287, "espnet": 0.364, "m2u-net": 0.55, "u-lite": 0.878, "erfnet": 2.06}
GMAC = {"cmunext-xxs": 0.3821, "cmunext-s": 1.012, "cmunext-base": 7.231, "cmunext-l": 16.853, "mini-net": 0.424, "half-unet": 1.606}


@lru_cache(maxsize=None)
def built(name: str) -> nn.Module:
    return networks.build(name)


class RegistryTests(unittest.TestCase):
    def test_parameters_are_the_published_ones(self):
        for name, count in EXACT.items():
            self.assertEqual(counting.parameters(built(name)), count, name)

    def test_parameters_round_to_the_published_ones(self):
        for name, millions in ROUNDED.items():
            share = counting.parameters(built(name)) / 1e6 / millions
            self.assertAlmostEqual(share, 1, delta=0.004, msg=name)

    def test_macs_are_the_published_ones(self):
        # Convolution work scales with the pixels, so 64x64 says what 256x256 costs.
        for name, giga in GMAC.items():
            macs = 16 * counting.macs(built(name), 3, 64, 64) / 1e9
            self.assertAlmostEqual(macs, giga, delta=0.0006, msg=name)

    def test_every_reduced_network_gives_a_balanced_mask(self):
        for name, entry in networks.NETWORKS.items():
            torch.manual_seed(1)
            model = networks.build(name, **entry.reduced).eval()
            size = (entry.reduced_size,) * 2
            randomize(model, size)
            with torch.no_grad():
                logit = model(images(1, 3, size, torch.Generator().manual_seed(2)))
            self.assertEqual(tuple(logit.shape), (1, 1, *size), name)
            self.assertTrue(torch.isfinite(logit).all(), name)

    def test_unknown_name_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "none of cmunext-xxs"):
            networks.build("resnet")


class MiniNetTests(unittest.TestCase):
    def test_merged_blocks_compute_the_same(self):
        torch.manual_seed(1)
        model = randomize(networks.build("mini-net"), (32, 32)).double().eval()
        x = torch.rand(1, 3, 32, 32, dtype=torch.float64)
        inner = model.dec1
        before = []
        hook = inner.register_forward_hook(lambda m, i, o: before.append(o))
        with torch.no_grad():
            model(x)
            model.float().merge().double()
            model(x)
        hook.remove()
        self.assertGreater(before[0].std(), 1e-3)
        self.assertLess((before[0] - before[1]).abs().max() / before[0].abs().max(), 1e-5)

    def test_merged_and_folded_it_has_28395_parameters(self):
        model = networks.build("mini-net").eval().merge()
        norms = sum(p.numel() for m in model.modules() if isinstance(m, nn.BatchNorm2d) for p in m.parameters())
        self.assertEqual(counting.parameters(model) - norms, 28_395)


if __name__ == "__main__":
    unittest.main()
