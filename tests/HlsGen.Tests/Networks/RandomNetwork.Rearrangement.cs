using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;

namespace FpgaSeg.HlsGen.Tests.Networks;

/// <summary>Draws of pooling by means, resizing, products, and the operators that only move values.</summary>
internal sealed partial class RandomNetwork
{
    private const int LargestSide = 20;

    private int Rearrangement(int kind) => kind switch
    {
        11 => _net.Resize(Last, Axis(Shape.Height), Axis(Shape.Width)),
        12 => Mean(),
        13 => ChannelGate(),
        14 => PixelGate(),
        15 => Joined(),
        16 => _net.Select(Last, [.. Enumerable.Range(0, Between(1, 6)).Select(_ => _random.Next(Shape.Channels))]),
        17 => Cropped(),
        18 => Shape.Height * Shape.Width <= 200 ? Spread() : _net.Affine(Last, Format()),
        _ => _net.Prelu(Last, Format()),
    };

    // Exact logits, of one channel or compared, some of them resized.
    private int Logit()
    {
        var classes = Pick(1, 1, 2, 4);
        var logits = _net.Head(Last, classes);
        if (_random.Next(3) == 0)
            logits = _net.Resize(logits, Axis(Shape.Height), Axis(Shape.Width));
        return classes == 1 ? logits : _net.Margin(logits, _random.Next(classes));
    }

    private ResizeAxis Axis(int size)
    {
        var output = Pick(Between(1, LargestSide), Math.Min(LargestSide, size * Pick(2, 3, 4)));
        return Pick(
            ResizeAxis.HalfPixel(size, output),
            ResizeAxis.AlignCorners(size, output),
            ResizeAxis.Asymmetric(size, output),
            new ResizeAxis(size, output, size, 0, output, IsLinear: false));
    }

    private int Mean()
    {
        if (_random.Next(2) == 0)
            return _net.AveragePool(Last, PoolAxis.Adaptive(Shape.Height, Between(1, 9)), PoolAxis.Adaptive(Shape.Width, Between(1, 9)), Format());
        var (rows, columns) = (Windows(Shape.Height), Windows(Shape.Width));
        return _net.AveragePool(Last, rows, columns, Format(), _random.Next(2) == 0 ? rows.Kernel * columns.Kernel : null);
    }

    private PoolAxis Windows(int size)
    {
        var kernel = Between(1, Math.Min(5, size));
        var (stride, pad) = (Between(1, 3), Between(0, kernel / 2));
        return new PoolAxis(size, ((size + (2 * pad) - kernel) / stride) + 1, kernel, stride, pad);
    }

    private int ChannelGate()
    {
        var map = Last;
        var gate = _net.Convolution(_net.GlobalPool(map, NumberFormat.Int8), Pick(1, Shape.Channels), new WindowGeometry(1, 1), 1, NumberFormat.UInt8);
        return _random.Next(3) == 0 ? _net.Add(map, gate, Format()) : _net.Mul(map, gate, Format());
    }

    private int PixelGate()
    {
        var map = Last;
        var gate = _net.Convolution(map, Pick(1, Shape.Channels), WindowGeometry.Same(Pick(1, 3, 5)), 1, NumberFormat.UInt8);
        return _random.Next(3) == 0 ? _net.Add(map, gate, Format()) : _net.Mul(map, gate, Format());
    }

    // The last value, an earlier one brought to its format where the sizes agree, and a convolution of it.
    private int Joined()
    {
        var (map, format) = (Last, _net[Last].Format);
        var parts = new List<int> { map, _net.Convolution(map, Between(1, 3), WindowGeometry.Same(3), 1, format) };
        if (_values.Find(v => v != map && _net[v].Shape.Pixels == Shape.Pixels && _net[v].Shape.Width == Shape.Width) is var earlier and > 0)
            parts.Add(_net.Affine(earlier, format));
        return _net.Concat([.. parts]);
    }

    private int Cropped()
    {
        int top = Between(-3, Shape.Height - 1), left = Between(-3, Shape.Width - 1);
        return _net.CropPad(Last, top, left, Between(Math.Max(1, 1 - top), LargestSide), Between(Math.Max(1, 1 - left), LargestSide));
    }

    private int Spread()
    {
        var (blockY, blockX) = Pick((2, 2), (1, 3), (3, 1), (1, 2));
        var wide = _net.Convolution(Last, blockY * blockX * Between(1, 3), new WindowGeometry(1, 1), 1, Format());
        return _net.DepthToSpace(wide, blockY, blockX);
    }
}
