using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Two-dimensional MaxPool; ceil_mode only where it changes nothing.</summary>
internal sealed class MaxPoolReader : IOnnxOperatorReader
{
    public string OpType => "MaxPool";

    public IReadOnlyCollection<string> Attributes { get; } = [.. WindowReader.Attributes, "ceil_mode", "storage_order"];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        if (reading.Attributes.Ints("kernel_shape") is not { Count: 2 } kernel)
        {
            if (!reading.Attributes.Failed)
                reading.Attributes.Refuse(
                    "kernel_shape", "not two sizes", "images are pooled over rows and columns.", "use two-dimensional pooling.");
            return;
        }

        if (WindowReader.Read(reading, kernel[0], kernel[1], input.Shape) is not { } window)
            return;
        if (input.Shape is { } shape && reading.Attributes.Int("ceil_mode", 0) != 0 && LeavesARest(window, shape))
            reading.Attributes.Refuse(
                "ceil_mode",
                "1",
                $"windows would hang over the edge of a map of {shape}.",
                "use an image size that the strides divide, or ceil_mode=False.");
        reading.Emit(new FloatMaxPool2d(window), input.Shape is { } map ? window.OutputShape(map, map.Channels) : null, input);
    }

    private static bool LeavesARest(WindowGeometry window, FeatureShape map) =>
        (map.Height + window.PadTop + window.PadBottom - window.ExtentY) % window.StrideY != 0
        || (map.Width + window.PadLeft + window.PadRight - window.ExtentX) % window.StrideX != 0;
}
