"""The fused training kernels against PyTorch's own operators in double precision."""
import copy
import unittest

import torch
from torch import nn

import native
from fused_norm import FusedBatchNorm, accelerate
from phases import PhaseConvTranspose2d


def run(model: nn.Module, x: torch.Tensor, slope: torch.Tensor) -> list[torch.Tensor]:
    """Output, gradients of the input and of every parameter, and the buffers afterwards."""
    x = x.clone().requires_grad_()
    y = model.train()(x)
    (y * slope).sum().backward()
    return [y, x.grad, *(p.grad for p in model.parameters()), *(b for b in model.buffers() if b.is_floating_point())]


@unittest.skipIf(native.load("norm_act") is None, "no C++ compiler")
class FusedNormTests(unittest.TestCase):
    def check(self, model: nn.Module, channels: int, size=(9, 7)) -> None:
        torch.manual_seed(3)
        for norm in (m for m in model.modules() if isinstance(m, nn.BatchNorm2d)):
            nn.init.uniform_(norm.weight, -1, 1), nn.init.normal_(norm.bias)
        x = torch.randn(3, channels, *size) * 2 + 5
        exact = copy.deepcopy(model).double()
        fast = accelerate(copy.deepcopy(model))
        self.assertTrue(any(isinstance(m, (FusedBatchNorm, PhaseConvTranspose2d)) for m in fast.modules()))
        slope = torch.randn_like(exact(x.double()).float())
        exact.load_state_dict(model.double().state_dict()), fast.load_state_dict(model.float().state_dict())
        for a, b in zip(run(fast, x, slope), run(exact, x.double(), slope.double())):
            self.assertLess((a.double() - b).abs().max(), 1e-4 * (1 + b.abs().max()))

    def test_norm_with_relu(self):
        for c in (1, 3, 8, 13):
            self.check(nn.Sequential(nn.BatchNorm2d(c), nn.ReLU()), c)

    def test_norm_alone(self):
        self.check(nn.Sequential(nn.BatchNorm2d(5)), 5)

    def test_transposed_convolution(self):
        for kernel, stride, padding, extra in ((2, 2, 0, 0), (3, 2, 1, 1), (4, 2, 1, 0), (3, 3, 0, 0)):
            layer = nn.ConvTranspose2d(4, 3, kernel, stride, padding, extra)
            self.assertTrue(PhaseConvTranspose2d.suits(layer))
            self.check(nn.Sequential(layer, nn.BatchNorm2d(3)), 4, (5, 6))

    def test_one_that_does_not_multiply_the_size_stays(self):
        self.assertFalse(PhaseConvTranspose2d.suits(nn.ConvTranspose2d(4, 3, 3, 2, 1)))

    def test_evaluation_uses_running_statistics(self):
        model = nn.Sequential(nn.BatchNorm2d(4), nn.ReLU())
        x = torch.randn(2, 4, 5, 5)
        expected = copy.deepcopy(model).eval()(x)
        self.assertTrue(torch.equal(accelerate(model).eval()(x), expected))


if __name__ == "__main__":
    unittest.main()
