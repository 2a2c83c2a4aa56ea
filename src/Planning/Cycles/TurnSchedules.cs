using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>The turns of every kind of stage, from the loops of its kernel in hw/hls.</summary>
internal sealed partial class TurnSchedules(Folding folding) : IStageVisitor<StageTurns>
{
    private const int BitsPerByte = 8;

    public StageTurns Visit(ReadImageStage stage)
    {
        var (channels, bytes) = (stage.Output.Shape.Channels, stage.Output.Shape.Count);
        return new(bytes, 1, [new(bytes, b => new(b))], [new(stage.Output.Shape.Pixels, p => new(((p + 1L) * channels) - 1))]);
    }

    public StageTurns Visit(AffineStage stage) => ByPixel(stage, Folds(stage));

    public StageTurns Visit(Conv2dStage stage) => Sliding(stage, ConvolutionTurns.Of(stage, folding));

    public StageTurns Visit(DepthwiseStage stage) => Sliding(stage, ConvolutionTurns.Of(stage, folding));

    public StageTurns Visit(DepthwiseAddStage stage) => Sliding(stage, ConvolutionTurns.Of(stage, folding));

    /// <summary>The last results are requantised in a loop of their own.</summary>
    public StageTurns Visit(PointwisePairStage stage)
    {
        var turns = PairTurns.Of(stage, folding.Lanes, folding.InnerLanes);
        var quant = folding.QuantLanes;
        LoopTurn Write(int pixel) => new(turns.WriteTurn(pixel, quant), pixel == turns.Pixels - 1 ? 1 : 0);
        return new(turns.All(quant), 2, [new(turns.Pixels, p => new(turns.ReadTurn(p)))], [new(turns.Pixels, Write)]);
    }

    public StageTurns Visit(AddStage stage) => ByPixel(stage, Folds(stage) * folding.InnerLanes);

    public StageTurns Visit(MaxPool2dStage stage) => Sliding(stage, ConvolutionTurns.Of(stage, folding.Lanes));

    /// <summary>
    /// Nearest: a turn per output pixel. Bilinear: input rows and columns and one more of each, 2x2 turns per fold each; output row 2i - 1 in pass 0 of
    /// row i and row 2i in pass 1, columns likewise.
    /// </summary>
    public StageTurns Visit(Upsample2xStage stage)
    {
        var (input, output) = (stage.Input.Shape, stage.Output.Shape);
        if (stage.Mode == UpsampleMode.Nearest)
            return OneLoop(output.Pixels, Raster(input, (y, x) => (4L * y * input.Width) + (2 * x)), new(output.Pixels, p => new(p)));
        var folds = Folds(stage);
        var pass = 2L * (input.Width + 1) * folds;
        return OneLoop(
            2 * pass * (input.Height + 1),
            Raster(input, (y, x) => (2 * pass * y) + (2 * x * folds)),
            Raster(output, (y, x) => (pass * (y + 1)) + ((x + 1) / 2 * 2 * folds) + (2 * (folds - 1)) + ((x + 1) % 2)));
    }

    public StageTurns Visit(TableStage stage) => ByPixel(stage, Folds(stage));

    public StageTurns Visit(ThresholdStage stage) => ByPixel(stage, 1);

    public StageTurns Visit(ForkStage stage) => ByPixel(stage, 1);

    /// <summary>Cycles in the place of turns: between its loops the engine does more than empty its pipeline.</summary>
    public StageTurns Visit(EngineStage stage)
    {
        var (times, turns) = (stage.Times, stage.Times.MaskTurns);
        return OneLoop(
            times.Cycles,
            Raster(stage.Input.Shape, (y, x) => times.ImageRows[y].Cycle + x),
            Raster(stage.Output.Shape, (y, x) => times.MaskRows[y].Cycle + ((x + 1L) * turns) - 1));
    }

    public StageTurns Visit(WriteMaskStage stage)
    {
        var pixels = stage.Input.Shape.Pixels;
        var bytes = (pixels + BitsPerByte - 1) / BitsPerByte;
        return OneLoop(pixels, new(pixels, p => new(p)), new(bytes, b => new(Math.Min(pixels, (b + 1) * BitsPerByte) - 1)));
    }

    /// <summary>A loop for every burst; a burst's token leaves after the loop of the next one, the last one's when the memory has answered.</summary>
    public StageTurns Visit(SkipStoreStage stage)
    {
        var region = stage.Region;
        LoopTurn Token(int burst) => new(((long)Math.Min(burst + 2, region.Bursts) * region.WordsPerBurst) - 1, burst == region.Bursts - 1 ? region.Bursts : burst + 1);
        var pixels = new PortTurns(stage.Input.Shape.Pixels, p => FirstWord(region, p));
        return new((long)region.Bursts * region.WordsPerBurst, region.Bursts + 1, [pixels], [new(region.Bursts, Token)]);
    }

    public StageTurns Visit(SkipLoadStage stage)
    {
        var region = stage.Region;
        var tokens = new PortTurns(region.Bursts, b => new((long)b * region.WordsPerBurst, b));
        LoopTurn LastWord(int pixel) => FirstWord(region, pixel) with { Turn = FirstWord(region, pixel).Turn + region.WordsPerPixel - 1 };
        return new((long)region.Bursts * region.WordsPerBurst, region.Bursts, [tokens], [new(stage.Output.Shape.Pixels, LastWord)]);
    }

    private static LoopTurn FirstWord(ExternalRegion region, int pixel) => new((long)pixel * region.WordsPerPixel, pixel / region.BurstPixels);

    private int Folds(Stage stage) => stage.Input.Shape.Channels / folding.Lanes;

    // A pixel is read in the first of its turns and written in the last; an input of one pixel is read in the very first.
    private static StageTurns ByPixel(Stage stage, int folds)
    {
        var pixels = stage.Output.Shape.Pixels;
        var write = new PortTurns(pixels, p => new(((p + 1L) * folds) - 1));
        return new(
            (long)pixels * folds,
            1,
            [.. stage.Inputs.Select(s => new PortTurns(s.Shape.Pixels, p => new((long)p * folds)))],
            [.. stage.Outputs.Select(_ => write)]);
    }

    private static StageTurns Sliding(Stage stage, ConvolutionTurns turns) => OneLoop(
        turns.All, Raster(stage.Input.Shape, turns.ReadTurn), Raster(stage.Output.Shape, turns.WriteTurn));

    private static StageTurns OneLoop(long turns, PortTurns read, PortTurns write) => new(turns, 1, [read], [write]);

    private static PortTurns Raster(FeatureShape shape, Func<int, int, long> turn)
    {
        var width = shape.Width;
        return new(shape.Pixels, token =>
        {
            var (y, x) = Math.DivRem(token, width);
            return new(turn(y, x));
        });
    }
}
