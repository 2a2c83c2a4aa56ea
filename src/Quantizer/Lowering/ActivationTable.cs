using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>The 256 entries of a scalar function: clip(floor(f(in * scale_in) / scale_out + 1/2)), computed once and stored.</summary>
internal static class ActivationTable
{
    public static IntegerTable Build(ActivationFunction function, NumberFormat input, double inputScale, NumberFormat output, double outputScale)
    {
        var entries = new int[256];
        for (var i = 0; i < entries.Length; i++)
        {
            var x = input.IsSigned ? (sbyte)i : i;
            entries[i] = output.Clip((long)Math.Floor((function.Evaluate(x * inputScale) / outputScale) + 0.5));
        }

        return new IntegerTable([.. entries]);
    }
}
