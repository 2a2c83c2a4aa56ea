"""Small networks for make_exporter_fixtures.py that use what segmentation networks are made of."""
import torch
from torch import nn
from torch.nn import functional as F


class SkipNet(nn.Module):
    """Encoder and decoder with a resize to the skip's size: shape arithmetic in the export."""

    def __init__(self, transposed: bool = True):
        super().__init__()
        self.enc1 = nn.Sequential(nn.Conv2d(3, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU6())
        self.enc2 = nn.Sequential(nn.Conv2d(6, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8), nn.LeakyReLU(0.1))
        self.enc3 = nn.Sequential(nn.MaxPool2d(3, 2, ceil_mode=True), nn.Conv2d(8, 8, 3, padding=2, dilation=2), nn.PReLU(8))
        self.up = nn.ConvTranspose2d(8, 8, 3, stride=2, padding=1, output_padding=1, groups=2) if transposed else nn.Conv2d(8, 8, 1)
        self.head = nn.Conv2d(14, 1, 1)

    def forward(self, x):
        a = self.enc1(x)
        b = self.enc2(a)
        c = F.interpolate(self.up(self.enc3(b)), size=b.shape[2:], mode="bilinear", align_corners=False)
        d = F.interpolate(b + c, size=a.shape[2:], mode="bilinear", align_corners=True)
        return self.head(torch.cat([a, d], 1))


class NearestNet(nn.Module):
    """What old operator sets can say: nearest by a factor (or a transposed convolution), average pooling, a sum."""

    def __init__(self, nearest: bool = True):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="nearest") if nearest else nn.ConvTranspose2d(6, 6, 4, 2, 1, groups=6)
        self.a = nn.Conv2d(3, 6, 3, padding=1)
        self.b = nn.Conv2d(6, 6, 3, padding=1, groups=3)
        self.c = nn.ConvTranspose2d(6, 4, 2, stride=2)
        self.head = nn.Conv2d(4, 1, 1)

    def forward(self, x):
        y = F.avg_pool2d(F.elu(self.a(x)), 2)
        y = y + self.up(torch.sigmoid(self.b(F.max_pool2d(y, 2))))
        return self.head(torch.tanh(self.c(y)))


class Mish(nn.Module):
    def forward(self, x):
        return x * torch.tanh(F.softplus(x))


class Functions(nn.Module):
    """One convolution per activation function."""

    def __init__(self):
        super().__init__()
        self.functions = nn.ModuleList([
            nn.ReLU6(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.SiLU(), nn.GELU(), nn.Hardswish(), nn.Hardsigmoid(), nn.Tanh(), nn.Softplus(), Mish(),
            nn.Hardtanh(-0.5, 0.8), nn.Softsign(), nn.CELU(0.5), nn.SELU()])
        self.convs = nn.ModuleList([nn.Conv2d(3 if i == 0 else 4, 4, 3, padding=1) for i in range(len(self.functions))])
        self.head = nn.Conv2d(4, 1, 1)

    def forward(self, x):
        for conv, function in zip(self.convs, self.functions):
            x = function(2 * conv(x))
        return self.head(x)


class Shuffles(nn.Module):
    """Channel shuffle, split, slices, pixel shuffle and its inverse, permutations."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Conv2d(3, 12, 3, padding=1), nn.Conv2d(12, 12, 3, padding=1, groups=3)
        self.c, self.head = nn.Conv2d(24, 4, 1), nn.Conv2d(2, 1, 1)

    def forward(self, x):
        n, _, h, w = x.shape
        y = torch.relu(self.a(x)).view(n, 3, 4, h, w).transpose(1, 2).contiguous().view(n, 12, h, w)
        left, right = self.b(y).chunk(2, 1)
        y = torch.cat([right, left[:, 1:5], y[:, [0, 3]]], 1)
        y = F.pixel_unshuffle(y[:, :6, 1:-1, :], 2)
        y = self.c(y.permute(0, 2, 3, 1).permute(0, 3, 1, 2))
        return self.head(torch.cat([F.pixel_shuffle(y, 2)] * 2, 1))


class Gates(nn.Module):
    """Squeeze-and-excite by convolutions and by linear layers, a spatial gate, means over channels, differences."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Conv2d(3, 8, 3, padding=1), nn.Conv2d(8, 1, 7, padding=3)
        self.squeeze, self.excite = nn.Conv2d(8, 2, 1), nn.Conv2d(2, 8, 1)
        self.fc1, self.fc2, self.head = nn.Linear(8, 4), nn.Linear(4, 8), nn.Conv2d(8, 1, 1)

    def forward(self, x):
        y = self.a(x)
        y = y * torch.sigmoid(self.excite(torch.relu(self.squeeze(F.adaptive_avg_pool2d(y, 1)))))
        g = torch.sigmoid(self.fc2(torch.relu(self.fc1(y.mean((2, 3))))))
        y = y * g.view(g.shape[0], 8, 1, 1)
        y = y * torch.sigmoid(self.b(y)) + y.mean(1, keepdim=True)
        return self.head(y - F.max_pool2d(y, 3, 1, 1))


class Pools(nn.Module):
    """Average pools with every kind of padding, a pyramid of pools, resizes by 4 and 8."""

    def __init__(self):
        super().__init__()
        self.a, self.head = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(20, 1, 1)

    def forward(self, x):
        y = self.a(x)
        size = y.shape[2:]
        parts = [y, F.avg_pool2d(y, 3, 1, 1), F.avg_pool2d(y, 3, 1, 1, count_include_pad=False)]
        parts.append(F.interpolate(F.adaptive_avg_pool2d(y, (2, 4)), size=size, mode="bilinear", align_corners=True))
        small = F.avg_pool2d(y, 5, 4, ceil_mode=True)
        parts.append(F.interpolate(small, scale_factor=4, mode="bilinear", align_corners=False)[:, :, : size[0], : size[1]])
        return self.head(torch.cat(parts, 1))


class TwoClasses(nn.Module):
    """Scores of two classes behind a softmax; `scores` is what the mask compares with 0."""

    def __init__(self, end: str):
        super().__init__()
        self.a, self.b, self.end = nn.Conv2d(3, 6, 3, padding=1), nn.Conv2d(6, 2, 1), end

    def scores(self, x):
        z = self.b(torch.relu(self.a(x)))
        return z[:, 1:] - z[:, :1]

    def forward(self, x):
        z = self.b(torch.relu(self.a(x)))
        p = torch.softmax(z, 1)
        return {"softmax": p, "argmax": p.argmax(1), "channel": p[:, 1:2], "scores": z, "index": p[:, 1]}[self.end]


class Focus(nn.Module):
    """Space to depth by slices with a step."""

    def forward(self, x):
        return torch.cat([x[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1)], 1)


class Unit(nn.Module):
    def __init__(self, i: int, o: int, k: int):
        super().__init__()
        self.conv, self.act = nn.Conv2d(i, o, k, padding=k // 2), nn.LeakyReLU(0.1)

    def forward(self, x):
        return self.act(self.conv(x))


class Block(nn.Module):
    def __init__(self, c: int):
        super().__init__()
        self.a, self.b = Unit(c, c, 3), Unit(c, c, 1)

    def forward(self, x):
        return x + self.b(self.a(x))


class Modules(nn.Module):
    """Modules in modules, each of which is exported as a function of the model: kernel sizes are attributes of its calls."""

    def __init__(self):
        super().__init__()
        self.focus, self.stem, self.head = Focus(), Unit(12, 6, 3), nn.Conv2d(6, 1, 1)
        self.blocks = nn.Sequential(Block(6), Block(6))

    def forward(self, x):
        return self.head(F.interpolate(self.blocks(self.stem(self.focus(x))), scale_factor=2.0, mode="nearest"))


# Name: constructor, image size, operator sets, options.
NETWORKS = {
    "skip": (SkipNet, (22, 30), (11, 13, 17), {}),
    "skip_open": (SkipNet, (22, 30), (11, 14, 17), {"dynamic": True}),
    "early": (lambda: NearestNet(nearest=False), (16, 24), (7, 8), {}),
    "nearest": (NearestNet, (16, 24), (9, 10, 12, 15), {}),
    "functions": (Functions, (12, 16), (12, 14, 17), {}),
    "shuffles": (Shuffles, (14, 12), (9, 11, 13, 17), {}),
    "shuffles_open": (Shuffles, (14, 12), (13,), {"dynamic": True}),
    "gates": (Gates, (12, 10), (9, 11, 13, 17), {}),
    "gates_open": (Gates, (12, 10), (16,), {"dynamic": True}),
    "pools": (Pools, (16, 24), (11, 13, 17), {}),
    "softmax": (lambda: TwoClasses("softmax"), (8, 12), (9, 13), {}),
    "argmax": (lambda: TwoClasses("argmax"), (8, 12), (11, 17), {}),
    "channel": (lambda: TwoClasses("channel"), (8, 12), (13,), {}),
    "index": (lambda: TwoClasses("index"), (8, 12), (13,), {}),
    "scores": (lambda: TwoClasses("scores"), (8, 12), (13,), {}),
    "modules": (Modules, (14, 22), (15, 17), {"functions": {Focus, Unit, Block}}),
}
