using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Two-dimensional MaxPool. With ceil_mode the last windows hang over the edge: padding never wins, so that is more padding.</summary>
internal sealed class MaxPoolReader : IOnnxOperatorReader
{
    public string OpType => "MaxPool";

    public IReadOnlyCollection<string> Attributes { get; } = [.. WindowReader.Attributes, "ceil_mode", "storage_order"];

    public void Read(NodeReading reading)
    {
        var operand = reading.Map(0);
        if (PoolKernel.Of(reading) is not { } kernel)
            return;
        var (input, padding) = Unpadded(reading, operand, kernel);
        var ceiling = reading.Attributes.Int("ceil_mode", 0) != 0;
        if (WindowReader.Read(reading, kernel.Height, kernel.Width, input.Shape, padding, ceiling) is { } window)
            reading.Define(reading.Emit(
                new FloatMaxPool2d(window), input.Shape is { } map ? window.OutputShape(map, map.Channels) : null, input));
    }

    /// <summary>Zeros around a map that is nowhere negative are as good as padding that never wins.</summary>
    private static (MapValue Map, ZeroPadding Padding) Unpadded(NodeReading reading, MapValue map, PoolKernel kernel)
    {
        var (inner, padding) = ZeroPadding.Before(reading, map, kernel.Height, kernel.Width);
        return reading.Maker(inner)?.Operator is FloatActivation { Function.IsNonNegative: true } ? (inner, padding) : (map, default);
    }
}
