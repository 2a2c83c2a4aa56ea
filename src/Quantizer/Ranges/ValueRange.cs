using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Quantizer.Ranges;

/// <summary>How a feature map is held in integers: real value = integer x Scale.</summary>
public sealed record ValueRange(NumberFormat Format, double Scale)
{
    /// <summary>Beyond this width (the exact logit) rounding to the format is no loss worth computing.</summary>
    private const int WidestRounded = 16;

    /// <summary>Whether values change by being held so.</summary>
    public bool Rounds => Format.Bits <= WidestRounded;

    /// <summary>Replaces every value by the nearest one that the format holds: floor(x / scale + 1/2), clipped (docs/fixed-point.md, section 3).</summary>
    public void Round(Span<float> values)
    {
        if (!Rounds)
            return;
        float inverse = (float)(1 / Scale), scale = (float)Scale, low = Format.Min, high = Format.Max;
        for (var k = 0; k < values.Length; k++)
            values[k] = Math.Clamp(MathF.Floor((values[k] * inverse) + 0.5f), low, high) * scale;
    }
}

/// <summary>How a convolution's weights are held: their width and one scale per output channel.</summary>
public sealed record WeightRange(int Bits, double[] Scales);
