using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>The turns of pooling by means, of resizing, of products, and of the stages that only move values.</summary>
internal sealed partial class TurnSchedules
{
    public StageTurns Visit(MulStage stage) => ByPixel(stage, Folds(stage));

    /// <summary>A loop for every row of the map that enters and one for every row of means.</summary>
    public StageTurns Visit(AveragePool2dStage stage)
    {
        var (input, output) = (stage.Input.Shape, stage.Output.Shape);
        var columns = PoolSteps.Of(stage.Operator.Columns).Steps;
        var order = PoolSteps.Of(stage.Operator.Rows).Steps.SelectMany(s => Loops(s.Reads, s.IsDone));
        int[] reading = [.. columns.Select((s, i) => (s.Reads, Step: i)).Where(s => s.Reads).Select(s => s.Step)];
        return Rows(order, input, columns.Length, x => reading[x], output, Folds(stage));
    }

    /// <summary>A row is made as soon as its last source is there; rows that nobody needs enter at the end.</summary>
    public StageTurns Visit(Resize2dStage stage)
    {
        var (rows, input, output) = (stage.Operator.Rows, stage.Input.Shape, stage.Output.Shape);
        var (entered, made) = (0, 0);
        var order = new List<bool>();
        while (entered < input.Height || made < output.Height)
        {
            var enters = made == output.Height || LastSource(rows.Sources(made)) >= entered;
            order.Add(enters);
            _ = enters ? entered++ : made++;
        }

        return Rows(order, input, input.Width, x => x, output, Folds(stage));
    }

    public StageTurns Visit(ConcatStage stage) => ByPixel(stage, 1);

    public StageTurns Visit(ChannelSelectStage stage) => ByPixel(stage, 1);

    /// <summary>The rectangle around input and output.</summary>
    public StageTurns Visit(CropPadStage stage)
    {
        var (op, input, output) = (stage.Operator, stage.Input.Shape, stage.Output.Shape);
        int top = Math.Min(0, op.Top), left = Math.Min(0, op.Left);
        long height = Math.Max(input.Height, op.Top + output.Height) - top, width = Math.Max(input.Width, op.Left + output.Width) - left;
        return OneLoop(
            height * width,
            Raster(input, (y, x) => ((y - top) * width) + x - left),
            Raster(output, (y, x) => ((y + op.Top - top) * width) + x + op.Left - left));
    }

    /// <summary>A turn per output pixel; the first output row of a block comes with the input row.</summary>
    public StageTurns Visit(DepthToSpaceStage stage)
    {
        var (input, output, blockX) = (stage.Input.Shape, stage.Output.Shape, stage.Operator.BlockX);
        long row = (long)stage.Operator.BlockY * output.Width;
        return OneLoop(output.Pixels, Raster(input, (y, x) => (y * row) + (x * blockX)), new(output.Pixels, p => new(p)));
    }

    public StageTurns Visit(PreluStage stage) => ByPixel(stage, Folds(stage));

    public StageTurns Visit(MarginStage stage) => ByPixel(stage, 1);

    private static IEnumerable<bool> Loops(bool enters, bool makes)
    {
        if (enters)
            yield return true;
        if (makes)
            yield return false;
    }

    private static int LastSource((int First, int Second, int Weight) sources) => sources.Weight == 0 ? sources.First : sources.Second;

    // Rows that enter (true) and rows that are made, each a loop of its own: column x enters in step `enters(x)` of its row, and a pixel is
    // made in `folds` turns.
    private static StageTurns Rows(IEnumerable<bool> order, FeatureShape input, int steps, Func<int, int> enters, FeatureShape output, int folds)
    {
        List<LoopTurn> reads = [], writes = [];
        var turn = 0L;
        var loops = 0;
        foreach (var reading in order)
        {
            (reading ? reads : writes).Add(new(turn, loops++));
            turn += reading ? steps : (long)output.Width * folds;
        }

        LoopTurn At(List<LoopTurn> starts, int row, long offset) => new(starts[row].Turn + offset, starts[row].Loop);
        return new(
            turn,
            loops,
            [new(input.Pixels, p => At(reads, p / input.Width, enters(p % input.Width)))],
            [new(output.Pixels, p => At(writes, p / output.Width, ((p % output.Width) + 1L) * folds - 1))]);
    }
}
