using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Fast.Rows;
using FpgaSeg.Simulator.Fast.Stages;

namespace FpgaSeg.Simulator.Tests;

/// <summary>Every operator on every instruction set against PyTorch's and Python's results, the same as for the reference kernels.</summary>
public sealed unsafe class FastOperatorTests
{
    public static TheoryData<InstructionSet> Sets => [.. Enum.GetValues<InstructionSet>()];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Equals_the_independent_result(InstructionSet instructions)
    {
        for (var k = 0; k < OperatorCase.All.Length; k++)
        {
            var test = OperatorCase.All[k];
            var actual = Run(test, instructions);
            Assert.Equal(test.Output.FeatureShape, actual.Shape);
            Assert.True(test.Output.Data.AsSpan().SequenceEqual(actual.Data), $"case {k}, {test.Operator}, on {instructions}");
        }
    }

    /// <summary>The case's last node alone, on maps that are put where its inputs are expected.</summary>
    private static FeatureMap<int> Run(OperatorCase test, InstructionSet instructions)
    {
        var image = new IntegerNode("image", new IntegerInput(), [], new FeatureShape(1, 1, 1), NumberFormat.UInt8, 1, null);
        var sources = test.Inputs.Select((m, i) => new IntegerNode(
            $"in{i}", new IntegerAffine(Requantizer.PassThrough([.. new long[m.Shape[0]]])), [0], m.FeatureShape, m.Format, 1, null));
        var node = new IntegerNode("node", test.Build(), [.. Enumerable.Range(1, test.Inputs.Length)], test.Output.FeatureShape, test.Output.Format, 1, null);
        var plan = new FastPlan(new DataflowGraph<IntegerNode>([image, .. sources, node]), instructions, fuse: false);

        var arena = GC.AllocateArray<byte>((int)plan.Arena.Bytes + plan.ScratchBytes + (2 * RowKernels.Alignment), pinned: true);
        fixed (byte* start = arena)
        {
            var begin = (nint)start;
            var context = new StageContext(plan.Kernels, Array.ConvertAll(plan.Arena.Offsets, o => begin + (nint)o), begin + (nint)plan.Arena.Bytes);
            for (var i = 0; i < test.Inputs.Length; i++)
                plan.Layouts[i + 1].Write(new FeatureMap<int>(test.Inputs[i].FeatureShape, test.Inputs[i].Data), context.Map(i + 1));
            var stage = plan.Stages[^1];
            stage.Run(context, 0, stage.Rows);
            return plan.Layouts[^1].Read(context.Map(plan.Layouts.Length - 1));
        }
    }
}
