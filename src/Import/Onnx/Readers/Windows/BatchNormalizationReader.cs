using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>BatchNormalization with running statistics: y = x * gamma / sqrt(variance + epsilon) + (beta - mean * that factor).</summary>
internal sealed class BatchNormalizationReader : IOnnxOperatorReader
{
    private static readonly string[] Operands = ["gamma", "beta", "mean", "variance"];

    public string OpType => "BatchNormalization";

    public IReadOnlyCollection<string> Attributes => ["epsilon", "momentum", "spatial", "training_mode"];

    public void Read(NodeReading reading)
    {
        if (reading.Attributes.Int("training_mode", 0) != 0)
            reading.Refuse(NodeErrors.Training(reading.Node));
        reading.Attributes.Require("spatial", 1, "statistics are per channel.", "export with an operator set from 9 on.");
        var epsilon = reading.Attributes.Float("epsilon", 1e-5f);
        var input = Channelled(reading);
        var parameters = Enumerable.Range(1, 4).Select(reading.Floats).ToArray();
        var channels = input.Map?.Channels ?? parameters[0]?.Data.Length ?? 0;
        if (parameters.All(p => p is not null) && SameLength(reading, parameters!, channels))
            Emit(reading, input, parameters!, epsilon);
    }

    /// <summary>The operand, in whatever layout has the channels as its second dimension.</summary>
    private static TensorValue Channelled(NodeReading reading)
    {
        var value = reading.Tensor(0);
        var fits = value.Layout is null || (value.Layout.Rank > 1 && value.Layout.AxisOf(1, value.Map!.Value) == MapAxis.Channel);
        return fits ? value : TensorValue.Of(reading.Arrange(value, 0));
    }

    private static bool SameLength(NodeReading reading, OnnxTensor<float>[] parameters, int channels)
    {
        var wrong = Array.FindIndex(parameters, p => p.Data.Length != channels);
        if (wrong < 0)
            return true;
        reading.Refuse(NodeErrors.Shapes(
            reading.Node,
            $"{Operands[wrong]} has {parameters[wrong].Data.Length} elements for a map of {channels} channels",
            "batch norm has one of each per channel."));
        return false;
    }

    private static void Emit(NodeReading reading, TensorValue input, OnnxTensor<float>[] parameters, float epsilon)
    {
        var (gamma, beta, mean, variance) = (parameters[0].Data, parameters[1].Data, parameters[2].Data, parameters[3].Data);
        var bad = Array.FindIndex(variance, v => !(v + (double)epsilon > 0));
        if (bad >= 0 || !float.IsFinite(epsilon))
            reading.Refuse(NodeErrors.Statistics(reading.Node, Math.Max(bad, 0), variance[Math.Max(bad, 0)], epsilon));
        double[] scale = [.. gamma.Select((g, c) => g / Math.Sqrt(variance[c] + (double)epsilon))];
        double[] shift = [.. beta.Select((b, c) => b - (mean[c] * scale[c]))];
        if (input.Map is not null)
            reading.Define(AffineEmitter.Emit(reading, input, scale, shift));
    }
}
