using FpgaSeg.Graph;
using FpgaSeg.Import.Onnx.Functions;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Clip, with its bounds as attributes (up to operator set 10) or operands; ReLU6 is one.</summary>
internal sealed class ClipReader : IOnnxOperatorReader
{
    public string OpType => "Clip";

    public IReadOnlyCollection<string> Attributes => ["max", "min"];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        var low = Bound(reading, "min", 1, double.NegativeInfinity);
        var high = Bound(reading, "max", 2, double.PositiveInfinity);
        if (low is null || high is null)
            return;
        // ONNX takes the minimum last: where the bounds cross, every value is the upper one.
        var function = low > high ? ActivationFunction.Clip(high.Value, high.Value) : ActivationFunction.Clip(low.Value, high.Value);
        reading.Define(double.IsInfinity(low.Value) && double.IsInfinity(high.Value) ? value : PendingFunction.Apply(reading, value, function));
    }

    /// <summary>The largest float is how older operator sets say that there is no bound.</summary>
    private static double? Bound(NodeReading reading, string name, int index, double open)
    {
        if (reading.Opset >= 11 && !reading.Has(index))
            return open;
        float? bound = reading.Opset < 11 ? reading.Attributes.Float(name, (float)open) : reading.Bounds(index) is { Data: [var one] } ? one : null;
        if (bound is { } number && float.IsNaN(number))
        {
            reading.Attributes.Refuse(name, "NaN", "a bound is a number.", "export the model again.");
            return null;
        }

        return bound is { } b && Math.Abs(b) >= float.MaxValue ? open : bound;
    }
}
