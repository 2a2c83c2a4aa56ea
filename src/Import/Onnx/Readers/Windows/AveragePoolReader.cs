using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Two-dimensional AveragePool, with padding counted or not.</summary>
internal sealed class AveragePoolReader : IOnnxOperatorReader
{
    public string OpType => "AveragePool";

    public IReadOnlyCollection<string> Attributes { get; } = [.. WindowReader.Attributes, "ceil_mode", "count_include_pad"];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        if (PoolKernel.Of(reading) is not { } kernel)
            return;
        var (counted, ceiling) = (reading.Attributes.Int("count_include_pad", 0) != 0, reading.Attributes.Int("ceil_mode", 0) != 0);
        (var source, var padding) = Unpadded(reading, input, kernel, counted);
        counted |= !padding.IsNone;
        if (WindowReader.Read(reading, kernel.Height, kernel.Width, source.Shape, padding, ceiling) is not { } window)
            return;
        if (window.DilationY * window.DilationX != 1)
            reading.Attributes.Refuse("dilations", $"[{window.DilationY}, {window.DilationX}]", "means are over solid windows.", "use dilation 1.");
        if (source.Shape is not { } map)
            return;
        if (ceiling && counted && window != WindowReader.Read(reading, kernel.Height, kernel.Width, map, padding))
            reading.Attributes.Refuse(
                "ceil_mode", "1", "windows that hang over the edge would have another divisor than the rest.", "use ceil_mode=False.");
        var shape = window.OutputShape(map, map.Channels);
        var op = new FloatAveragePool2d(
            new PoolAxis(map.Height, shape.Height, window.KernelHeight, window.StrideY, window.PadTop),
            new PoolAxis(map.Width, shape.Width, window.KernelWidth, window.StrideX, window.PadLeft),
            counted ? window.KernelHeight * window.KernelWidth : null);
        reading.Define(reading.Emit(op, shape, source));
    }

    /// <summary>A Pad node before it is padding that counts, unless the node has other padding that does not.</summary>
    private static (MapValue Map, ZeroPadding Padding) Unpadded(NodeReading reading, MapValue map, PoolKernel kernel, bool counted)
    {
        var pads = reading.Attributes.Ints("pads");
        var own = reading.Attributes.Text("auto_pad", "NOTSET") is "SAME_UPPER" or "SAME_LOWER" || (pads is not null && pads.Any(p => p != 0));
        return own && !counted ? (map, default) : ZeroPadding.Before(reading, map, kernel.Height, kernel.Width);
    }
}
