namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Upsample (operator sets 7 to 9): Resize with coordinate y / scale, rounded down or mixed.</summary>
internal sealed class UpsampleReader : IOnnxOperatorReader
{
    public string OpType => "Upsample";

    public IReadOnlyCollection<string> Attributes => ["mode", "scales"];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        var mode = reading.Attributes.Text("mode", "nearest");
        var rule = new ResizeRule(mode == "bilinear" ? "linear" : mode, "asymmetric", "floor");
        var scales = reading.Opset < 9 ? reading.Attributes.Floats("scales") : reading.Floats(1)?.Data;
        if (scales is null && reading.Opset < 9)
            reading.Attributes.Refuse("scales", "nothing", "it says by how much.", "export the model again.");
        if (scales is not null && value.Layout is { } layout && ResizeReader.FromScales(reading, layout, scales) is var (factors, sizes))
            ResizeEmitter.Emit(reading, value, rule, factors, sizes);
    }
}
