using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Export.Tests.Ort;
using FpgaSeg.Graph.Integer;
using Xunit.Abstractions;

namespace FpgaSeg.Export.Tests.Operators;

/// <summary>Every operator, in every flavour, in ONNX Runtime against the reference kernels on random integers.</summary>
public sealed class OperatorTests(ITestOutputHelper log)
{
    private static readonly OperatorCase[] Cases = [.. ConvCases.All(), .. ArithmeticCases.All(), .. SpatialCases.All()];

    [SkippableTheory]
    [InlineData(OnnxFlavour.Qdq, OrtKernels.Integer)]
    [InlineData(OnnxFlavour.Qcdq, OrtKernels.Integer)]
    [InlineData(OnnxFlavour.Qcdq, OrtKernels.Float)]
    [InlineData(OnnxFlavour.Qonnx, OrtKernels.Float)]
    public void Differs_by_one_at_ties_only(OnnxFlavour flavour, OrtKernels kernels)
    {
        OrtBatch.Require();
        using var batch = new OrtBatch();
        var problems = new List<string>();
        var cases = Cases.Where(c => flavour != OnnxFlavour.Qdq || FitsQdq(c)).ToArray();
        foreach (var test in cases)
            Add(batch, test, flavour, kernels);
        batch.Run();
        for (var i = 0; i < cases.Length; i++)
        {
            var (test, node) = (cases[i], cases[i].Node);
            var result = LayerComparison.Of(test.Call, Integers(batch.Output(i), test, flavour), test.Tolerance);
            Assert.True(result.Values >= 2, test.Name);
            log.WriteLine($"{test.Name}: {result}");
            // QDQ lets int8 reach -128 where the narrow format ends at -127; every other difference is one step at a tie.
            if (result.MaxLsb > 1 || result.FarFromTies > 0 || (test.IsExact && result.Different > 0 && !(flavour == OnnxFlavour.Qdq && node.Format == NumberFormat.Int8)))
                problems.Add($"{test.Name}: {result}");
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Every_operator_has_a_case()
    {
        var operators = typeof(IntegerOperator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(IntegerOperator)) && t != typeof(IntegerInput));
        var covered = Cases.Select(c => c.Node.Operator.GetType()).ToHashSet();
        Assert.All(operators, o => Assert.Contains(o, covered));
    }

    [Fact]
    public void Every_case_keeps_the_rules_of_the_package() => Assert.All(Cases, c => Assert.Empty(IntegerGraphRules.CheckNode(c.Node, c.Reads)));

    [Fact]
    public void Only_narrow_results_are_refused_by_qdq()
    {
        foreach (var test in Cases)
        {
            var codes = OperatorExporter.Export(test.Node, test.Reads, OnnxFlavour.Qdq).Errors.Select(e => e.Code);
            Assert.Equal(FitsQdq(test) ? [] : ["FS2401"], codes);
            Assert.True(OperatorExporter.Export(test.Node, test.Reads, OnnxFlavour.Qcdq).IsOk);
        }
    }

    /// <summary>What no rounding or clipping ends in, and what saturates as its type does.</summary>
    private static bool FitsQdq(OperatorCase test) => test.Node.Format.Bits is 8 or >= 16 || test.Node.Operator is IntegerTable or IntegerThreshold or IntegerMargin;

    private static void Add(OrtBatch batch, OperatorCase test, OnnxFlavour flavour, OrtKernels kernels)
    {
        var model = OperatorExporter.Export(test.Node, test.Reads, flavour).Value;
        var inputs = test.Inputs.Select((map, k) => ($"in{k}", flavour == OnnxFlavour.Qonnx
            ? OrtTensor.Real(map, test.Reads[k].Scale)
            : OrtTensor.Of(map, test.Reads[k].Format, test.Reads[k].Scale))).ToArray();
        batch.Add(test.Name, flavour == OnnxFlavour.Qonnx ? QonnxRewriter.Rewrite(model.Bytes) : model.Bytes, inputs, [model.Tensors[^1]], kernels);
    }

    private static Core.Tensors.FeatureMap<int> Integers(byte[] bytes, OperatorCase test, OnnxFlavour flavour)
    {
        var node = test.Node;
        var scale = ScaleRule.PassesOn(node.Operator) ? test.Reads[0].Scale : node.Scale;
        var isFloat = node.Operator is not IntegerThreshold && (flavour == OnnxFlavour.Qonnx || bytes.Length == 4 * node.Shape.Count);
        return isFloat ? new(node.Shape, OrtTensor.Steps(bytes, scale)) : OrtTensor.Integers(bytes, node.Shape, node.Format, scale);
    }
}
