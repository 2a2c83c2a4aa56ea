using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Functions;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Greater or GreaterOrEqual than a number, at the network's end: the mask itself.</summary>
internal sealed class GreaterReader(string opType) : IOnnxOperatorReader
{
    public string OpType => opType;

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        if (reading.Floats(1) is not { } limit || value.Layout is null)
            return;
        var usable = limit.Data.Length == 1 && (value.Head == HeadKind.None || (value.Head == HeadKind.Probability && limit.Data[0] is > 0 and < 1));
        if (!usable)
        {
            reading.Refuse(NodeErrors.Position(
                reading.Node,
                "it compares something else than a map, or with something else than a number",
                "a comparison is read at the network's end, where it makes the mask.",
                "leave it out of the export: the mask is logit > 0 of one channel."));
            return;
        }

        // x >= t is x > the float before t.
        var threshold = opType == "Greater" ? limit.Data[0] : MathF.BitDecrement(limit.Data[0]);
        var (logit, start) = Logit(reading, value, threshold);
        var shifted = start == 0 ? logit : PendingFunction.WithNumber(reading, "Sub", logit, start, numberFirst: false);
        reading.Define(shifted with { Head = HeadKind.Mask });
    }

    /// <summary>The value before a sigmoid or softmax, and the number that it must exceed: log(t / (1 - t)).</summary>
    private static (TensorValue Value, double Start) Logit(NodeReading reading, TensorValue value, double t)
    {
        if (value.Head == HeadKind.Probability)
        {
            var margin = reading.Emit(new FloatMargin(value.Class), value.Map!.Value with { Channels = 1 }, reading.Apply(value));
            return (TensorValue.Of(margin, value.Layout), Math.Log(t / (1 - t)));
        }

        return value.Function is UnaryExpression { Function.Name: "sigmoid" } sigmoid && t is > 0 and < 1
            ? (value with { Function = sigmoid.Operand }, Math.Log(t / (1 - t)))
            : (value, t);
    }
}
