using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Simulator.Tests;

/// <summary>Every reference kernel against PyTorch's float64 and Python's integers.</summary>
public sealed class ReferenceOperatorTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, OperatorCase.All.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_independent_result(int index)
    {
        var test = OperatorCase.All[index];
        var (call, op) = (CallOf(test), test.Build());

        var actual = op.Accept(new ReferenceKernels(threads: 2), call);

        Assert.Equal(test.Output.FeatureShape, actual.Shape);
        Assert.Equal(test.Output.Data, actual.Data);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keeps_the_rules_that_the_package_reader_checks(int index)
    {
        var test = OperatorCase.All[index];
        var first = new IntegerNode("in", new IntegerInput(), [], test.Inputs[0].FeatureShape, new(8, IsSigned: false), 1, null);
        var sources = test.Inputs.Select((m, i) => first with { Name = $"in{i}", Format = m.Format, Shape = m.FeatureShape }).ToArray();
        var node = CallOf(test).Node with { Inputs = [.. Enumerable.Range(0, sources.Length)] };
        // The sources stand in for maps of any format, about which the input rule complains; the operator itself must not.
        var problems = IntegerGraphRules.CheckNode(node, sources);
        Assert.Empty(problems);
    }

    [Fact]
    public void Every_operator_has_a_case()
    {
        var operators = typeof(IntegerOperator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(IntegerOperator)) && t != typeof(IntegerInput));
        var covered = OperatorCase.All.Select(c => c.Build().GetType()).ToHashSet();
        Assert.All(operators, o => Assert.Contains(o, covered));
    }

    private static KernelCall CallOf(OperatorCase test)
    {
        var node = new IntegerNode("node", test.Build(), [0], test.Output.FeatureShape, test.Output.Format, 1, null);
        return new KernelCall(node, [.. test.Inputs.Select(m => new FeatureMap<int>(m.FeatureShape, m.Data))]);
    }
}
