using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Functions;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>PRelu with one slope, or one per channel.</summary>
internal sealed class PReluReader : IOnnxOperatorReader
{
    public string OpType => "PRelu";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        if (reading.Floats(1) is not { } slope || value.Map is not { } map || value.Layout is not { } layout)
            return;
        if (ChannelVector.Of(layout, map, slope.Dims, Array.ConvertAll(slope.Data, v => (double)v)) is not { } perChannel)
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"slopes of {slope} do not fit a map of {layout}", "there is one slope, or one per channel."));
            return;
        }

        if (perChannel.All(v => v == perChannel[0]))
        {
            reading.Define(PendingFunction.Apply(reading, value, ActivationFunction.LeakyRelu(perChannel[0])));
            return;
        }

        var op = new FloatPRelu([.. perChannel.Select(v => (float)v)]);
        reading.Define(TensorValue.Of(reading.Emit(op, map, reading.Apply(value)), layout));
    }
}
