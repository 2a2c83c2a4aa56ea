using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>The window of a transposed convolution and the size of its result.</summary>
internal sealed record TransposedWindow(WindowGeometry Geometry, int Height, int Width)
{
    /// <summary>By ONNX's formulas for pads, auto_pad, output_padding and output_shape; null, with the error reported, where they do not fit.</summary>
    public static TransposedWindow? Read(NodeReading reading, FeatureShape map, long kernelHeight, long kernelWidth)
    {
        if (WindowReader.Plain(reading, kernelHeight, kernelWidth) is not { } window)
            return null;
        var extra = reading.Attributes.Ints("output_padding") ?? [0, 0];
        var wanted = reading.Attributes.Ints("output_shape");
        if (extra.Count != 2 || extra.Any(e => e is < 0 or > MapLimits.Side))
        {
            reading.Attributes.Refuse("output_padding", $"[{string.Join(", ", extra)}]", "two sizes from 0 on belong there.", "export the model again.");
            return null;
        }

        if (wanted is { Count: > 0 } && (wanted.Count < 2 || wanted.Any(w => w is < 0 or > MapLimits.Side)))
        {
            reading.Attributes.Refuse("output_shape", $"[{string.Join(", ", wanted)}]", "rows and columns belong there.", "export the model again.");
            return null;
        }

        var mode = reading.Attributes.Text("auto_pad", "NOTSET");
        int? height = wanted is [.., var h, _] ? (int)h : null, width = wanted is [.., _, var w] ? (int)w : null;
        var rows = Axis(map.Height, window.StrideY, window.ExtentY, (int)extra[0], window.PadTop, window.PadBottom, mode, height);
        var columns = Axis(map.Width, window.StrideX, window.ExtentX, (int)extra[1], window.PadLeft, window.PadRight, mode, width);
        if (rows.Size >= 1 && columns.Size >= 1)
            return new(window with { PadTop = rows.Before, PadLeft = columns.Before }, rows.Size, columns.Size);
        reading.Refuse(NodeErrors.Window(reading.Node, $"its pads leave nothing of a map of {map}"));
        return null;
    }

    /// <summary>Size of the result and how much is dropped before it.</summary>
    private static (int Size, int Before) Axis(int size, int stride, int extent, int extra, int before, int after, string mode, int? wanted)
    {
        var full = (stride * (size - 1)) + extent + extra;
        if (wanted is null && mode == "VALID")
            return (full, 0);
        if (wanted is null && mode is not ("SAME_UPPER" or "SAME_LOWER"))
            return (full - before - after, before);
        var result = wanted ?? size * stride;
        var dropped = Math.Max(full - result, 0);
        return (result, mode == "SAME_UPPER" ? dropped / 2 : dropped - (dropped / 2));
    }
}
