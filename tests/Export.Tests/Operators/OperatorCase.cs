using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Export.Tests.Operators;

/// <summary>An operator with random inputs.</summary>
/// <param name="IsExact">Whether other engines must give the same integers: nothing is rounded, or every tie is decided by the file.</param>
internal sealed record OperatorCase(string Name, IntegerNode Node, IntegerNode[] Reads, FeatureMap<int>[] Inputs, bool IsExact)
{
    public KernelCall Call => new(Node, Inputs);

    /// <summary>
    /// Distance from a tie within which rounding may differ: float32 on the way, and for a convolution a bias rounded to accumulator units,
    /// which the exporter allows up to 1/64.
    /// </summary>
    public double Tolerance
    {
        get
        {
            var floats = Math.Max(1e-3, Math.ScaleB(1, Node.Format.Bits - 21));
            return Node.Operator is IntegerConv2d c
                ? floats + Math.Min(1.0 / 64, Math.ScaleB(c.Requantizer.Multipliers.Max(Math.Abs), -c.Requantizer.Shift - 1))
                : floats;
        }
    }

    /// <summary>A case whose inputs are uniform random integers of their formats.</summary>
    public static OperatorCase Of(
        string name, IntegerOperator op, NumberFormat format, FeatureShape shape, bool isExact, params (NumberFormat Format, FeatureShape Shape)[] inputs)
    {
        var random = new Random(name.Length + (31 * name[0]) + (997 * name[^1]));
        var reads = inputs.Select((i, k) => new IntegerNode($"read{k}", new IntegerInput(), [], i.Shape, i.Format, 0.0137 * (k + 1), null)).ToArray();
        FeatureMap<int>[] maps = [.. inputs.Select(i => Fill(i.Format, i.Shape, random))];
        return new(name, new IntegerNode("op", op, [.. Enumerable.Range(0, inputs.Length)], shape, format, 0.0291, null), reads, maps, isExact);
    }

    private static FeatureMap<int> Fill(NumberFormat format, FeatureShape shape, Random random)
    {
        var map = new FeatureMap<int>(shape);
        for (var k = 0; k < map.Data.Length; k++)
            map.Data[k] = (int)random.NextInt64(format.Min, (long)format.Max + 1);
        return map;
    }
}
