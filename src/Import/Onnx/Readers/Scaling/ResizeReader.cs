using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Resize of rows and columns, nearest or linear, by any factor; it comes as scales or as sizes.</summary>
internal sealed class ResizeReader : IOnnxOperatorReader
{
    private const string Cure = "upsample with mode='bilinear' or mode='nearest', without antialias.";

    public string OpType => "Resize";

    /// <summary>cubic_coeff_a, exclude_outside and extrapolation_value have no effect on the modes that are read.</summary>
    public IReadOnlyCollection<string> Attributes =>
    [
        "antialias", "axes", "coordinate_transformation_mode", "cubic_coeff_a", "exclude_outside", "extrapolation_value",
        "keep_aspect_ratio_policy", "mode", "nearest_mode",
    ];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        reading.Attributes.Require("antialias", 0, "it changes the weights with the factor.", Cure);
        if (reading.Attributes.Text("keep_aspect_ratio_policy", "stretch") is var policy && policy != "stretch")
            reading.Attributes.Refuse("keep_aspect_ratio_policy", policy, "rows and columns are resized each by itself.", Cure);
        // Operator set 10 has no choice of transformation: it was asymmetric, rounded down.
        var old = reading.Opset < 11;
        var rule = new ResizeRule(
            reading.Attributes.Text("mode", "nearest"),
            old ? "asymmetric" : reading.Attributes.Text("coordinate_transformation_mode", "half_pixel"),
            old ? "floor" : reading.Attributes.Text("nearest_mode", "round_prefer_floor"));
        if (value.Layout is { } layout && Factors(reading, layout) is var (scales, sizes))
            ResizeEmitter.Emit(reading, value, rule, scales, sizes);
    }

    private static (ScaleFactor[] Scales, long[] Sizes)? Factors(NodeReading reading, TensorLayout layout)
    {
        var sizes = reading.Opset >= 11 && reading.Has(3) ? reading.Integers(3)?.Data : null;
        if (sizes is { Length: > 0 })
            return FromSizes(reading, layout, sizes);
        if (reading.Opset >= 11 && reading.Has(3) && sizes is null)
            return null;
        return reading.Floats(reading.Opset < 11 ? 1 : 2) is { } scales ? FromScales(reading, layout, scales.Data) : null;
    }

    private static (ScaleFactor[] Scales, long[] Sizes)? FromSizes(NodeReading reading, TensorLayout layout, long[] given)
    {
        if (Spread(reading, layout, given, layout.Sizes) is not { } sizes)
            return null;
        if (sizes.Any(size => size is < 1 or > MapLimits.Side))
        {
            ResizeEmitter.Refuse(
                reading, $"dimensions {layout} become [{string.Join(", ", sizes)}]", $"sides of 1 to {MapLimits.Side} are handled.");
            return null;
        }

        return ([.. sizes.Select((size, i) => size == layout.Sizes[i] ? new ScaleFactor(1, 1) : new ScaleFactor(size, layout.Sizes[i]))], sizes);
    }

    /// <summary>Factors for every dimension, from an attribute or operand that lists them.</summary>
    public static (ScaleFactor[] Scales, long[] Sizes)? FromScales(NodeReading reading, TensorLayout layout, IReadOnlyList<float> given)
    {
        if (Spread(reading, layout, [.. given], [.. Enumerable.Repeat(1f, layout.Rank)]) is not { } listed)
            return null;
        var scales = Array.ConvertAll(listed, ScaleFactor.Of);
        if (Array.IndexOf(scales, null) is >= 0 and var bad)
        {
            ResizeEmitter.Refuse(
                reading, $"dimensions {layout} are scaled by [{string.Join(", ", listed)}]", $"{listed[bad]} is no fraction of moderate numbers.");
            return null;
        }

        return ([.. scales.Select(s => s!.Value)], [.. scales.Select((s, i) => s!.Value.Length((int)layout.Sizes[i]))]);
    }

    /// <summary>Values for all dimensions, where from operator set 18 on only some axes are listed.</summary>
    private static T[]? Spread<T>(NodeReading reading, TensorLayout layout, T[] given, T[] standard)
    {
        var axes = reading.Attributes.Ints("axes") is { Count: > 0 } listed
            ? Folding.Axes.Resolve(listed, layout.Rank)
            : [.. Enumerable.Range(0, layout.Rank)];
        if (axes is null || axes.Length != given.Length)
        {
            ResizeEmitter.Refuse(reading, $"{given.Length} factors are given for dimensions {layout}", "there is one for each, or for each of the axes.");
            return null;
        }

        var all = (T[])standard.Clone();
        for (var i = 0; i < axes.Length; i++)
            all[axes[i]] = given[i];
        return all;
    }
}
