using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Tests.Operators;

/// <summary>Affine, sums, products, PReLU, tables and thresholds.</summary>
internal static class ArithmeticCases
{
    private static readonly NumberFormat U8 = NumberFormat.UInt8;
    private static readonly NumberFormat S8 = NumberFormat.Int8;
    private static readonly FeatureShape Shape = new(3, 13, 12);
    private static readonly FeatureShape Gate = new(3, 1, 1);

    public static IEnumerable<OperatorCase> All() => [.. Affines(), .. Sums(), .. Products(), .. Functions()];

    private static IEnumerable<OperatorCase> Affines()
    {
        yield return One("affine", new IntegerAffine(new Requantizer([70001, -91234, 120000], [1L << 20, 1L << 24, -5000], 17)), U8, S8);
        yield return One("affine: halves", new IntegerAffine(new Requantizer([1, 3, -1], [0, -200, 255], 1)), U8, S8, isExact: true);
        var whole = new Requantizer([1 << 9, 0, -(1 << 9)], [-64 << 9, 5 << 9, 3 << 9], 9);
        yield return One("affine: nothing to round", new IntegerAffine(whole), U8, new(6, true), isExact: true);
        yield return One("affine: 8 to 12 bits", new IntegerAffine(new Requantizer([100003, 70001, -65537], [0, 99, 1 << 20], 13)), S8, new(12, true));
    }

    private static IEnumerable<OperatorCase> Sums()
    {
        yield return Two("add", new IntegerAdd(91000, 60011, 17), U8, S8, Shape, U8);
        yield return Two("add: mean of two", new IntegerAdd(1 << 15, 1 << 15, 16), U8, U8, Shape, U8, isExact: true);
        yield return Two("add: a difference", new IntegerAdd(80001, -110003, 17), U8, U8, Shape, S8);
        yield return Two("add: difference the other way", new IntegerAdd(-80001, 70003, 17), U8, U8, Shape, S8);
        yield return Two("add: both negative", new IntegerAdd(-70001, -50003, 17), U8, S8, Shape, S8);
        yield return Two("add: one without weight", new IntegerAdd(90001, 0, 17), U8, S8, Shape, U8);
        yield return Two("add: a number per channel", new IntegerAdd(90001, 40007, 17), U8, S8, Gate, U8);
        yield return Two("add: one map for all channels, 5 bits", new IntegerAdd(9001, 4007, 17), U8, S8, new(1, 13, 12), new(5, false));
    }

    private static IEnumerable<OperatorCase> Products()
    {
        yield return Two("mul: gate per channel", new IntegerMul(65900, 24), U8, U8, Gate, U8);
        yield return Two("mul: maps", new IntegerMul(70001, 23), S8, U8, Shape, S8);
        yield return Two("mul: negative", new IntegerMul(-70001, 23), S8, S8, new(1, 13, 12), S8);
        yield return Two("mul: quarters", new IntegerMul(1, 2), new(4, false), new(4, false), Shape, U8, isExact: true);
        yield return One("prelu", new IntegerPRelu(70001, [9001, -20003, 0], 17), S8, S8);
        yield return One("prelu: quarters", new IntegerPRelu(4, [1, 2, -1], 2), S8, S8, isExact: true);
        yield return One("prelu: positive side gone", new IntegerPRelu(0, [60001, -60001, 100003], 17), S8, S8);
        yield return One("prelu: positive side negated", new IntegerPRelu(-50001, [60001, -60001, 100003], 17), S8, S8);
    }

    private static IEnumerable<OperatorCase> Functions()
    {
        var random = new Random(11);
        int[] Entries(NumberFormat f) => [.. Enumerable.Range(0, 256).Select(_ => random.Next(f.Min, f.Max + 1))];
        yield return One("table: signed to unsigned", new IntegerTable([.. Entries(U8)]), S8, U8, isExact: true);
        yield return One("table: unsigned to signed", new IntegerTable([.. Entries(S8)]), U8, S8, isExact: true);
        yield return One("table: 5 bits to 6", new IntegerTable([.. Entries(new(6, false))]), new(5, true), new(6, false), isExact: true);
        yield return One("table: to 12 bits", new IntegerTable([.. Entries(new(12, true))]), U8, new(12, true), isExact: true);
        yield return One("threshold", new IntegerThreshold(-7), S8, NumberFormat.Bit, isExact: true);
        yield return One("threshold of a logit", new IntegerThreshold(12345), new(20, true), NumberFormat.Bit, isExact: true);
    }

    private static OperatorCase One(string name, IntegerOperator op, NumberFormat input, NumberFormat output, bool isExact = false) =>
        OperatorCase.Of(name, op, output, Shape, isExact, (input, Shape));

    private static OperatorCase Two(string name, IntegerOperator op, NumberFormat a, NumberFormat b, FeatureShape second, NumberFormat output, bool isExact = false) =>
        OperatorCase.Of(name, op, output, Shape, isExact, (a, Shape), (b, second));
}
