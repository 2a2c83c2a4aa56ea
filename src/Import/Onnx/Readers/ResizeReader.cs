using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Resize to twice the height and width, nearest or bilinear; the factor comes as scales or as sizes.</summary>
internal sealed class ResizeReader : IOnnxOperatorReader
{
    private const string Cure = "upsample with scale_factor=2, mode='bilinear', align_corners=False, or mode='nearest'.";

    public string OpType => "Resize";

    /// <summary>cubic_coeff_a, exclude_outside and extrapolation_value have no effect on the modes that are read.</summary>
    public IReadOnlyCollection<string> Attributes =>
    [
        "antialias", "coordinate_transformation_mode", "cubic_coeff_a", "exclude_outside", "extrapolation_value",
        "keep_aspect_ratio_policy", "mode", "nearest_mode",
    ];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        reading.Attributes.Require("antialias", 0, "it changes the weights.", Cure);
        if (reading.Attributes.Text("keep_aspect_ratio_policy", "stretch") is var policy && policy != "stretch")
            reading.Attributes.Refuse("keep_aspect_ratio_policy", policy, "height and width are doubled, each by itself.", Cure);
        var mode = IsLinear(reading, input.Shape);
        var doubled = IsDoubling(reading, input.Shape);
        if (mode is { } known && doubled)
            Emit(reading, known, input);
    }

    /// <summary>Doubles height and width.</summary>
    public static void Emit(NodeReading reading, bool isLinear, MapValue input)
    {
        var (height, width) = (input.Shape?.Height ?? 1, input.Shape?.Width ?? 1);
        ResizeAxis Axis(int size) => isLinear ? ResizeAxis.HalfPixel(size, 2 * size) : ResizeAxis.Replicate(size, 2);
        FeatureShape? doubled = input.Shape is { } s ? s with { Height = 2 * s.Height, Width = 2 * s.Width } : null;
        reading.Emit(new FloatResize2d(Axis(height), Axis(width)), doubled, input);
    }

    /// <summary>Operator set 10 has no choice of transformation: it was asymmetric, rounded down.</summary>
    private static bool? IsLinear(NodeReading reading, FeatureShape? input)
    {
        var mode = reading.Attributes.Text("mode", "nearest");
        var transformation = reading.Opset < 11 ? "asymmetric" : reading.Attributes.Text("coordinate_transformation_mode", "half_pixel");
        var rounding = reading.Opset < 11 ? "floor" : reading.Attributes.Text("nearest_mode", "round_prefer_floor");
        var (height, width) = (input?.Height ?? 4, input?.Width ?? 4);
        if (mode == "linear" && new[] { height, width }.All(size => ResizeGrid.IsBilinear(transformation, size)))
            return true;
        if (mode == "nearest" && new[] { height, width }.All(size => ResizeGrid.IsNearest(transformation, rounding, size)))
            return false;
        reading.Refuse(NodeErrors.Resize(
            reading.Node,
            $"mode '{mode}' with coordinates '{transformation}'{(mode == "nearest" ? $", rounded by '{rounding}'," : "")} is not supported",
            "exact rules exist for 2x2 replication and for bilinear weights 9, 3, 3, 1 over 16.",
            Cure));
        return null;
    }

    private static bool IsDoubling(NodeReading reading, FeatureShape? input)
    {
        var scalesAt = reading.Opset < 11 ? 1 : 2;
        if (reading.Has(3) && reading.Opset >= 11)
        {
            if (reading.Integers(3) is not { } sizes)
                return false;
            if (input is not { } s || sizes.Data.AsSpan().SequenceEqual([1, s.Channels, 2L * s.Height, 2L * s.Width]))
                return true;
            return Refuse(reading, $"a map of {s} becomes [{string.Join(", ", sizes.Data)}]");
        }

        if (reading.Floats(scalesAt) is not { } scales)
            return false;
        return scales.Data is [1, 1, 2, 2] || Refuse(reading, $"the scales are [{string.Join(", ", scales.Data)}]");
    }

    private static bool Refuse(NodeReading reading, string problem)
    {
        reading.Refuse(NodeErrors.Resize(reading.Node, problem, "height and width are doubled, nothing else.", Cure));
        return false;
    }
}
