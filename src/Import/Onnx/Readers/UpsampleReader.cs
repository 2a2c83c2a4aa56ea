using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Upsample (operator sets 7 to 9) by 2, nearest. Its linear mode is not the one PyTorch computes.</summary>
internal sealed class UpsampleReader : IOnnxOperatorReader
{
    public string OpType => "Upsample";

    public IReadOnlyCollection<string> Attributes => ["mode", "scales"];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        if (reading.Attributes.Text("mode", "nearest") is var mode && mode != "nearest")
            reading.Refuse(NodeErrors.Resize(
                reading.Node,
                $"mode '{mode}' is not supported",
                "in operator set 9 it is not align_corners=False.",
                "export with opset_version=11 or later."));
        var scales = reading.Opset < 9 ? reading.Attributes.Floats("scales") : reading.Floats(1)?.Data;
        if (scales is null && reading.Opset >= 9)
            return;
        if (scales is not [1, 1, 2, 2])
            reading.Refuse(NodeErrors.Resize(
                reading.Node,
                $"the scales are [{string.Join(", ", scales ?? [])}]",
                "height and width are doubled, nothing else.",
                "upsample with scale_factor=2."));
        ResizeReader.Emit(reading, isLinear: false, input);
    }
}
