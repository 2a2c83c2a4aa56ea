using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Tests.Operators;

/// <summary>Convolutions of every form.</summary>
internal static class ConvCases
{
    private static readonly NumberFormat U8 = NumberFormat.UInt8;
    private static readonly NumberFormat S8 = NumberFormat.Int8;

    public static IEnumerable<OperatorCase> All()
    {
        var same = WindowGeometry.Same(3);
        yield return Case("dense, stride 2, uneven pads", U8, U8, 5, 6, new WindowGeometry(3, 3, 2, 2, PadTop: 0, PadLeft: 1, PadBottom: 1, PadRight: 0));
        yield return Case("dense, signed", S8, S8, 4, 6, same);
        yield return Case("depthwise, dilated", U8, S8, 6, 6, new WindowGeometry(3, 3, 1, 1, 2, 2, 2, 2, 2, 2), groups: 6);
        yield return Case("grouped", S8, U8, 6, 4, same, groups: 2);
        yield return Case("pointwise to 4 bits", U8, new NumberFormat(4, IsSigned: false), 8, 8, WindowGeometry.Same(1));
        yield return Case("signed 5 bits to signed 6 bits", new NumberFormat(5, IsSigned: true), new NumberFormat(6, IsSigned: true), 4, 4, same);
        yield return Case("to 16 bits", U8, new NumberFormat(16, IsSigned: false), 4, 4, WindowGeometry.Same(1));
        yield return Case("2-bit weights, few products", U8, U8, 4, 4, WindowGeometry.Same(1), groups: 4, weightBits: 2);
        yield return Case("negative multipliers", U8, S8, 4, 6, same, multipliers: m => -m);
        yield return Case("a multiplier of zero", U8, U8, 4, 6, same, multipliers: m => m % 3 == 0 ? 0 : m);
        yield return Case("rectified", U8, S8, 4, 6, same, rectified: true);
        yield return Case("rectified, mixed signs", U8, S8, 4, 6, same, rectified: true, multipliers: m => m % 3 == 0 ? -m : m % 3 == 1 ? 0 : m);
        yield return PowerOfTwo();
        yield return FarOffset();
        yield return Head();
    }

    private static OperatorCase Case(
        string name,
        NumberFormat input,
        NumberFormat output,
        int inChannels,
        int outChannels,
        WindowGeometry window,
        int groups = 1,
        int weightBits = 8,
        bool rectified = false,
        Func<int, int>? multipliers = null)
    {
        var random = new Random(name.Length);
        var kernel = Kernel(new KernelShape(outChannels, inChannels / groups, window.KernelHeight, window.KernelWidth), weightBits, random);
        var spread = Math.Sqrt(kernel.Shape.WeightsPerOutput / 12.0) * (1 << weightBits) * input.Max / 3;
        var shift = (int)Math.Ceiling(Math.Log2(spread * (1 << 17) / output.Max));
        ImmutableArray<int> m = [.. Enumerable.Range(0, outChannels).Select(_ => random.Next(1 << 16, 1 << 17)).Select(multipliers ?? (x => x))];
        ImmutableArray<long> b = [.. m.Select(_ => (long)((random.NextDouble() - 0.3) * output.Max * Math.ScaleB(1, shift)))];
        ImmutableArray<int> r = rectified ? [.. m.Select(_ => (int)((random.NextDouble() - 0.5) * spread))] : [];
        var op = new IntegerConv2d(kernel, weightBits, window, groups, r, new Requantizer(m, b, shift));
        var shape = new FeatureShape(inChannels, 15, 14);
        return OperatorCase.Of("conv: " + name, op, output, window.OutputShape(shape, outChannels), false, (input, shape));
    }

    /// <summary>Ties in one value out of 64, half of which ONNX rounds to even: but for QONNX, whose bias is float, they differ by one.</summary>
    private static OperatorCase PowerOfTwo()
    {
        var kernel = Kernel(new KernelShape(4, 4, 1, 1), 4, new Random(5));
        var op = new IntegerConv2d(kernel, 4, WindowGeometry.Same(1), 1, [], new Requantizer([1, 1, 1, 1], [320, -17, 1000, 64], 6));
        return OperatorCase.Of("conv: power-of-two scales", op, S8, new(4, 20, 20), false, (U8, new(4, 20, 20)));
    }

    /// <summary>An offset that no int32 bias holds, so small is the multiplier.</summary>
    private static OperatorCase FarOffset()
    {
        var kernel = Kernel(new KernelShape(2, 4, 1, 1), 8, new Random(6));
        var op = new IntegerConv2d(kernel, 8, WindowGeometry.Same(1), 1, [], new Requantizer([1, 131071], [40L << 32, 90L << 32], 32));
        return OperatorCase.Of("conv: an offset beyond int32", op, U8, new(2, 12, 12), false, (U8, new(4, 12, 12)));
    }

    /// <summary>The exact logit: no rounding, more than 16 bits.</summary>
    private static OperatorCase Head()
    {
        var kernel = Kernel(new KernelShape(1, 16, 3, 3), 8, new Random(7));
        var op = new IntegerConv2d(kernel, 8, WindowGeometry.Same(3), 1, [], Requantizer.PassThrough([-4711]));
        return OperatorCase.Of("conv: head", op, new NumberFormat(24, IsSigned: true), new(1, 12, 12), true, (U8, new(16, 12, 12)));
    }

    private static ConvKernel<sbyte> Kernel(KernelShape shape, int bits, Random random)
    {
        var largest = (1 << (bits - 1)) - 1;
        return new(shape, [.. Enumerable.Range(0, shape.Count).Select(_ => (sbyte)random.Next(-largest, largest + 1))]);
    }
}
