"""The rounding rule, exhaustively on small ranges, against exact rational arithmetic."""
import math
import unittest
from fractions import Fraction

import numpy as np
import torch
from torch.nn import functional as F

import fake_quant
import fixed_point
import functions
import native
from conv_module import dense
from fixed_point import Format, Requantizer


def rule(m: int, b: int, shift: int, channels: int = 1) -> Requantizer:
    return Requantizer(np.full(channels, m, np.int64), np.full(channels, b, np.int64), shift)


def expected(acc: int, m: int, b: int, shift: int, form: Format) -> int:
    """Nearest integer to (acc * m + b) / 2^shift, halves upward, clipped; in rationals."""
    nearest = math.floor(Fraction(acc * m + b, 1 << shift) + Fraction(1, 2))
    return max(form.low, min(form.high, nearest))


class RoundingTests(unittest.TestCase):
    def test_formats(self):
        self.assertEqual([(f.low, f.high) for f in (Format(8, False), Format(8, True), Format(4, True), Format(1, False))], [(0, 255), (-127, 127), (-7, 7), (0, 1)])

    def test_halves_go_up(self):
        q = fixed_point.requantize(np.array([[5, -5, 3, -3]]), rule(1, 0, 1), Format(8, True))
        self.assertEqual(q.tolist(), [[3, -2, 2, -1]])

    def test_every_small_accumulator(self):
        acc = np.arange(-300, 301)
        for form in (Format(4, False), Format(8, True), Format(8, False)):
            for m, b, shift in ((1, 0, 0), (3, -7, 1), (-5, 11, 3), (77, 1000, 9), (131071, -12345, 17), (-131072, 0, 20)):
                got = fixed_point.requantize(acc[None], rule(m, b, shift), form)[0]
                self.assertEqual(got.tolist(), [expected(int(a), m, b, shift, form) for a in acc])

    def test_largest_products_do_not_wrap(self):
        acc = np.array([[2**29, -(2**29)]])
        got = fixed_point.requantize(acc, rule(131071, 5, 47), Format(8, True))[0]
        self.assertEqual(got.tolist(), [expected(int(a), 131071, 5, 47, Format(8, True)) for a in acc[0]])

    def test_bilinear(self):
        x = np.random.default_rng(1).integers(-127, 128, (2, 5, 6))
        exact = F.interpolate(torch.from_numpy(x)[None].double(), scale_factor=2.0, mode="bilinear", align_corners=False)[0].numpy()
        self.assertTrue((fixed_point.mean_resize2x(x) == np.floor(exact + 0.5)).all())


class SolverTests(unittest.TestCase):
    def test_largest_shift_within_the_limits(self):
        rng = np.random.default_rng(2)
        for _ in range(200):
            factors = 2.0 ** rng.uniform(-20, 3, 5) * rng.choice([-1, 1], 5)
            offsets, high = rng.normal(size=5) * 100, rng.integers(1, 1 << 20, 5).astype(float)
            low = -high / 2
            r = fixed_point.solve(factors, offsets, low, high)
            self.assertTrue(self.fits(factors, offsets, low, high, r.shift))
            self.assertFalse(r.shift < 47 and self.fits(factors, offsets, low, high, r.shift + 1))
            self.assertEqual(r.multipliers.tolist(), [round(Fraction(f) * 2**r.shift) for f in factors])

    @staticmethod
    def fits(factors, offsets, low, high, shift: int) -> bool:
        """The limits of docs/fixed-point.md, section 3, in Python's integers."""
        half = 1 << (shift - 1) if shift else 0
        for f, o, l, h in zip(factors, offsets, low, high):
            m, b = round(Fraction(f) * 2**shift), round(Fraction(o) * 2**shift)
            ends = [int(l) * m + b, int(h) * m + b]
            if not -131072 <= m <= 131071 or abs(b) >= 2**47 or min(ends) < -(2**47) or max(ends) + half >= 2**47:
                return False
        return True

    def test_impossible_factors_are_refused(self):
        with self.assertRaises(ValueError):
            fixed_point.solve(np.array([1e6]), np.zeros(1), np.zeros(1), np.ones(1))

    def test_addition(self):
        ma, mb, shift = fixed_point.solve_add(0.5, 1.25, Format(8, False), Format(8, False))
        self.assertEqual((ma / 2**shift, mb / 2**shift), (0.5, 1.25))
        self.assertTrue(65536 <= mb < 131072)


@unittest.skipIf(native.load("requantize") is None, "no C++ compiler")
class KernelTests(unittest.TestCase):
    def test_forward_is_the_integer_rule(self):
        acc = torch.arange(-4000, 4000).float().reshape(1, 8, 25, 40)
        rng = np.random.default_rng(3)
        for form in (Format(8, False), Format(8, True), Format(4, False)):
            r = Requantizer(rng.integers(-131072, 131072, 8), rng.integers(-(2**20), 2**20, 8), 20)
            got = fake_quant.requantize(acc, torch.ones(8), torch.zeros(8), r, form)[0].numpy()
            self.assertTrue((got == fixed_point.requantize(acc[0].numpy().astype(np.int64), r, form)).all())

    def test_ties_go_up(self):
        acc = torch.arange(-8, 8).float().reshape(1, 1, 4, 4)
        got = fake_quant.requantize(acc, torch.ones(1), torch.zeros(1), rule(1, 0, 1), Format(8, True)).flatten().tolist()
        self.assertEqual(got, [math.floor(a / 2 + 0.5) for a in range(-8, 8)])

    def test_gradients_pass_where_nothing_is_clipped(self):
        torch.manual_seed(4)
        acc = torch.randint(-900, 900, (2, 3, 5, 7)).double().requires_grad_()
        factors = torch.tensor([0.25, -0.125, 0.5], dtype=torch.float64, requires_grad=True)
        offsets = torch.tensor([3.0, -1.5, 0.25], dtype=torch.float64, requires_grad=True)
        r = Requantizer(np.array([64, -32, 128]), np.array([768, -384, 64]), 8)
        slope = torch.randn(2, 3, 5, 7)
        real = acc * factors.reshape(1, 3, 1, 1) + offsets.reshape(1, 3, 1, 1)
        (torch.where((real >= -0.5) & (real < 255.5), real, real.detach()) * slope).sum().backward()
        mine = [t.detach().float().requires_grad_() for t in (acc, factors, offsets)]
        (fake_quant.requantize(*mine, r, Format(8, False)) * slope).sum().backward()
        for a, b in zip(mine, (acc, factors, offsets)):
            self.assertLess((a.grad.double() - b.grad).abs().max(), 1e-3 * (1 + b.grad.abs().max()))

    def test_addition(self):
        a, b = (t.reshape(1, 1, 51, 51).float() for t in torch.meshgrid(torch.arange(-25, 26), torch.arange(-25, 26), indexing="ij"))
        a, b = a.requires_grad_(), b.clone().requires_grad_()
        form, (ma, mb, shift) = Format(4, True), fixed_point.solve_add(0.37, 0.61, Format(8, True), Format(8, True))
        got = fake_quant.add(a, b, torch.tensor(0.37), torch.tensor(0.61), (ma, mb, shift), form)
        for x, y, q in zip(a.flatten().tolist(), b.flatten().tolist(), got.flatten().tolist()):
            self.assertEqual(q, expected(int(x) * ma + int(y) * mb, 1, 0, shift, form))
        got.sum().backward()
        unclipped = torch.floor((a.double() * ma + b.double() * mb) / 2**shift + 0.5)
        inside = (unclipped >= form.low) & (unclipped <= form.high)
        self.assertTrue(torch.allclose(a.grad, inside * 0.37, atol=1e-4) and torch.allclose(b.grad, inside * 0.61, atol=1e-4))

    def test_weights_are_narrow(self):
        w = torch.tensor([-10.0, -0.5, 0.5, 1.5, 10.0]).reshape(1, 5, 1, 1)
        self.assertEqual(fake_quant.weights(w, torch.ones(1), 4).flatten().tolist(), [-7, 0, 0, 2, 7])

    def test_gradients_of_weights_are_those_of_the_clipped_quotient(self):
        torch.manual_seed(5)
        w, scales = torch.randn(3, 2, 3, 3).requires_grad_(), torch.tensor([0.1, 0.3, 0.7]).requires_grad_()
        slope = torch.randn(3, 2, 3, 3)
        ((w / scales.reshape(-1, 1, 1, 1)).clamp(-7, 7) * slope).sum().backward()
        mine = [t.detach().clone().requires_grad_() for t in (w, scales)]
        (fake_quant.weights(*mine, 4) * slope).sum().backward()
        for a, b in zip(mine, (w, scales)):
            self.assertTrue(torch.allclose(a.grad, b.grad, rtol=1e-4, atol=1e-5))

    def test_gradients_of_tables_are_those_of_the_function(self):
        x = torch.arange(-120, 120).float().reshape(1, 4, 6, 10)
        real = [x.double().requires_grad_(), *(torch.tensor(s, dtype=torch.float64).requires_grad_() for s in (0.05, 0.04))]
        value = functions.GELU.at(real[0] * real[1]) / real[2]
        value[(value >= -127.5) & (value < 127.5)].sum().backward()
        mine = [t.detach().float().requires_grad_() for t in real]
        fake_quant.lookup(mine[0], functions.GELU, True, (mine[1], mine[2]), (0.05, 0.04), Format(8, True)).sum().backward()
        for a, b in zip(mine, real):
            self.assertTrue(torch.allclose(a.grad.double(), b.grad, rtol=1e-3, atol=1e-4))

    def test_grouped_kernels_are_dense_ones_with_zeros(self):
        x, w = torch.randint(-9, 9, (1, 8, 5, 5)).float(), torch.randint(-9, 9, (6, 4, 3, 3)).float()
        conv2d = torch.nn.functional.conv2d
        self.assertTrue(torch.equal(conv2d(x, w, groups=2), conv2d(x, dense(w, 2))))

    def test_bilinear_is_the_integer_rule(self):
        x = torch.randint(0, 256, (1, 3, 6, 5)).float()
        got = fake_quant.bilinear(x, 2)[0].numpy()
        self.assertTrue((got == fixed_point.mean_resize2x(x[0].numpy().astype(np.int64))).all())


if __name__ == "__main__":
    unittest.main()
