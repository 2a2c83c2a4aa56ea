namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>HardSigmoid as exporters write Hardswish before operator set 14: x * HardSigmoid(x), with slope 1/6 and offset 1/2.</summary>
internal sealed class HardSigmoidReader : IOnnxOperatorReader
{
    public string OpType => "HardSigmoid";

    public IReadOnlyCollection<string> Attributes => ["alpha", "beta"];

    public void Read(NodeReading reading)
    {
        const string why = "Hardswish is x * clip(x / 6 + 1/2, 0, 1).";
        var alpha = reading.Attributes.Float("alpha", 0.2f);
        var beta = reading.Attributes.Float("beta", 0.5f);
        if (!(Math.Abs(alpha - (1f / 6)) < 1e-6f))
            reading.Attributes.Refuse("alpha", $"{alpha}", why, "use Hardswish.");
        if (beta != 0.5f)
            reading.Attributes.Refuse("beta", $"{beta}", why, "use Hardswish.");
        var input = reading.Map(0);
        if (reading.IsLast)
            reading.Refuse(NodeErrors.Position(
                reading.Node,
                "it is the network's output",
                "HardSigmoid is read only as x * HardSigmoid(x).",
                "leave it out of the export: the mask is logit > 0."));
        reading.DefineGate(input);
    }
}
