namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Sigmoid as the last operator: sigmoid(x) > 1/2 is x > 0, which every network ends with anyway.</summary>
internal sealed class SigmoidReader : IOnnxOperatorReader
{
    public string OpType => "Sigmoid";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        if (!reading.IsLast)
            reading.Refuse(NodeErrors.Position(
                reading.Node,
                "it is not the last operator",
                "a sigmoid is read only before the mask's comparison with 1/2, where it drops out.",
                "use Hardswish or ReLU inside the network."));
        reading.EndInSigmoid(input);
    }
}
