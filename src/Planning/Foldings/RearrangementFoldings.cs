using System.Collections.Immutable;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>The foldings of pooling by means, of resizing, of products, and of the stages that only move values.</summary>
internal sealed partial class FoldingOptions
{
    public ImmutableArray<Folding> Visit(MulStage stage)
    {
        int a = stage.Inputs[0].Format.Bits, b = stage.Inputs[1].Format.Bits;
        return ByChannel(stage, Ports(Math.Max(a, b) + 1) + Scale(stage.Operator.Multiplier, a + b + 1));
    }

    /// <summary>Every input pixel once, then the means of a row of bins, folded over channels.</summary>
    public ImmutableArray<Folding> Visit(AveragePool2dStage stage)
    {
        var (op, input, output) = (stage.Operator, stage.Input.Shape, stage.Output.Shape);
        var ports = Ports(AccumulatorWidths.BitsOf(op, stage.Input.Format));
        var entering = (long)input.Height * PoolSteps.Of(op.Columns).Steps.Length;
        return [.. Divisors(input.Channels).Select(l => new Folding(l, 1, entering + ((long)output.Pixels * (input.Channels / l)), l * ports))];
    }

    /// <summary>
    /// Every input pixel once, then every output pixel, folded over channels: two products for the columns, one for the rows, one for M.
    /// Copies have nothing to fold.
    /// </summary>
    public ImmutableArray<Folding> Visit(Resize2dStage stage)
    {
        var (op, input, output) = (stage.Operator, stage.Input.Shape, stage.Output.Shape);
        var widths = ResizeWidths.Of(op, stage.Input.Format);
        var perLane = (op.Columns.TotalWeight > 1 ? 2 * Ports(stage.Input.Format.Bits + 2) : 0)
            + (op.Rows.TotalWeight > 1 ? Ports(widths.Row) : 0) + Scale(op.Multiplier, widths.Sum);
        return
        [
            .. Divisors(input.Channels).Where(l => perLane > 0 || l == input.Channels)
                .Select(l => new Folding(l, 1, input.Pixels + ((long)output.Pixels * (input.Channels / l)), l * perLane)),
        ];
    }

    public ImmutableArray<Folding> Visit(ConcatStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    public ImmutableArray<Folding> Visit(ChannelSelectStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    /// <summary>The rectangle around input and output.</summary>
    public ImmutableArray<Folding> Visit(CropPadStage stage)
    {
        static long Around(int input, int output, int offset) => Math.Max(input, offset + output) - Math.Min(0, offset);
        var (op, input, output) = (stage.Operator, stage.Input.Shape, stage.Output.Shape);
        return [new(1, 1, Around(input.Height, output.Height, op.Top) * Around(input.Width, output.Width, op.Left), 0)];
    }

    public ImmutableArray<Folding> Visit(DepthToSpaceStage stage) => [new(1, 1, stage.Output.Shape.Pixels, 0)];

    public ImmutableArray<Folding> Visit(PreluStage stage) => ByChannel(stage, Ports(stage.Input.Format.Bits + 1));

    public ImmutableArray<Folding> Visit(MarginStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    // Multiplication by 1 needs no multiplier.
    private int Scale(int multiplier, int bits) => Math.Abs(multiplier) == 1 ? 0 : Ports(bits);
}
