using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Integer;

/// <summary>A node and the nodes it reads.</summary>
internal sealed record RuleContext(IntegerNode Node, IntegerNode[] Inputs)
{
    public IntegerNode Input => Inputs[0];

    public IEnumerable<string> Unless(bool sound, string problem) => sound ? [] : [$"node '{Node.Name}' {problem}"];

    public IEnumerable<string> SameShape(FeatureShape expected) =>
        Unless(Node.Shape == expected, $"has the shape {Node.Shape}; its inputs give {expected}.");

    public IEnumerable<string> SameFormat() =>
        Unless(Node.Format == Input.Format, $"has format {Node.Format}; it passes on its input's, {Input.Format}.");

    /// <summary>The second input can be repeated to the shape of the first.</summary>
    public IEnumerable<string> Broadcasts() =>
        Unless(Broadcast.Fits(Inputs[0].Shape, Inputs[1].Shape), $"combines maps of {Inputs[0].Shape} and {Inputs[1].Shape}.");

    /// <summary>One multiplier and a shift, for sums up to <paramref name="largest"/> in magnitude.</summary>
    public IEnumerable<string> Scales(IEnumerable<int> multipliers, int shift, Int128 largest)
    {
        if (shift is < 0 or >= Requantizer.ProductBits)
        {
            yield return $"node '{Node.Name}' shifts by {shift}; shifts are 0 to {Requantizer.ProductBits - 1}.";
            yield break;
        }

        var half = shift == 0 ? 0 : Int128.One << (shift - 1);
        foreach (var multiplier in multipliers.Distinct())
        {
            if (!IntegerGraphRules.FitsSigned(multiplier, Requantizer.MultiplierBits))
                yield return $"node '{Node.Name}' has the multiplier {multiplier}, beyond {Requantizer.MultiplierBits} bits.";
            else if (!IntegerGraphRules.FitsSigned((largest * Math.Abs((long)multiplier)) + half, Requantizer.ProductBits))
                yield return $"node '{Node.Name}' multiplies up to {largest} by {multiplier}, beyond {Requantizer.ProductBits} bits.";
        }
    }

    /// <summary>Largest magnitude of the integers of input <paramref name="k"/>.</summary>
    public Int128 Magnitude(int k = 0) => Math.Max(-(long)Inputs[k].Format.Min, Inputs[k].Format.Max);
}
