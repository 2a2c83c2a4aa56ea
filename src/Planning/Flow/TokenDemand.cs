using FpgaSeg.Graph;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// The order of a stage's kernel: how many tokens of its i-th input it has read when it writes its k-th output token, both from 0. What is left of the
/// inputs after the last output is read and dropped.
/// </summary>
internal delegate int TokenDemand(int input, int k);

/// <summary>The demand of every kind of stage, from the loops of its kernel.</summary>
internal sealed class TokenDemands(Folding folding) : IStageVisitor<TokenDemand>
{
    private static readonly TokenDemand _oneByOne = (_, k) => k + 1;

    public TokenDemand Visit(ReadImageStage stage) => _oneByOne;

    public TokenDemand Visit(AffineStage stage) => _oneByOne;

    public TokenDemand Visit(Conv2dStage stage)
    {
        var turns = ConvolutionTurns.Of(stage, folding);
        return (_, k) => turns.ReadWhenWritten(k);
    }

    public TokenDemand Visit(DepthwiseStage stage)
    {
        var turns = ConvolutionTurns.Of(stage, folding);
        return (_, k) => turns.ReadWhenWritten(k);
    }

    public TokenDemand Visit(DepthwiseAddStage stage)
    {
        var turns = ConvolutionTurns.Of(stage, folding);
        return (_, k) => turns.ReadWhenWritten(k);
    }

    public TokenDemand Visit(PointwisePairStage stage)
    {
        var turns = PairTurns.Of(stage, folding.Lanes, folding.InnerLanes);
        return (_, k) => turns.ReadWhenWritten(k, folding.QuantLanes);
    }

    public TokenDemand Visit(AddStage stage) => Pairwise(stage);

    public TokenDemand Visit(MulStage stage) => Pairwise(stage);

    public TokenDemand Visit(MaxPool2dStage stage)
    {
        var turns = ConvolutionTurns.Of(stage, folding.Lanes);
        return (_, k) => turns.ReadWhenWritten(k);
    }

    /// <summary>A row of means is written when the last input row of its bins has been read.</summary>
    public TokenDemand Visit(AveragePool2dStage stage)
    {
        var (rows, input, output) = (stage.Operator.Rows, stage.Input.Shape.Width, stage.Output.Shape.Width);
        return (_, k) => rows.Bin(k / output).End * input;
    }

    /// <summary>Rows 2i - 1 and 2i mix input rows i - 1 and i, columns likewise; the first of the two is made while row i is read.</summary>
    public TokenDemand Visit(Upsample2xStage stage)
    {
        var (height, width) = (stage.Input.Shape.Height, stage.Input.Shape.Width);
        return stage.Mode == UpsampleMode.Nearest ? Blocks(width, 2, 2) : (_, k) =>
        {
            var (y, x) = Math.DivRem(k, 2 * width);
            var row = (y + 1) / 2;
            return row >= height ? height * width : y % 2 == 0 ? (row + 1) * width : (row * width) + Math.Min(width, ((x + 1) / 2) + 1);
        };
    }

    /// <summary>A row is written when its last source row has been read; a source of weight 0 is not waited for.</summary>
    public TokenDemand Visit(Resize2dStage stage)
    {
        var (rows, input, output) = (stage.Operator.Rows, stage.Input.Shape.Width, stage.Output.Shape.Width);
        return (_, k) =>
        {
            var (first, second, weight) = rows.Sources(k / output);
            return ((weight == 0 ? first : second) + 1) * input;
        };
    }

    public TokenDemand Visit(ConcatStage stage) => _oneByOne;

    public TokenDemand Visit(ChannelSelectStage stage) => _oneByOne;

    public TokenDemand Visit(CropPadStage stage)
    {
        var (op, width) = (stage.Operator, stage.Output.Shape.Width);
        return (_, k) => Raster(stage, (k / width) + op.Top, (k % width) + op.Left);
    }

    public TokenDemand Visit(DepthToSpaceStage stage) => Blocks(stage.Input.Shape.Width, stage.Operator.BlockY, stage.Operator.BlockX);

    public TokenDemand Visit(PreluStage stage) => _oneByOne;

    public TokenDemand Visit(MarginStage stage) => _oneByOne;

    public TokenDemand Visit(TableStage stage) => _oneByOne;

    public TokenDemand Visit(ThresholdStage stage) => _oneByOne;

    public TokenDemand Visit(ForkStage stage) => _oneByOne;

    public TokenDemand Visit(WriteMaskStage stage) => _oneByOne;

    /// <summary>A row of the mask is made when the sweeps before have read so many rows of the image.</summary>
    public TokenDemand Visit(EngineStage stage)
    {
        var (times, width, maskWidth) = (stage.Times, stage.Input.Shape.Width, stage.Output.Shape.Width);
        long[] image = [.. times.ImageRows.Select(r => r.Turn)];
        int[] read = [.. times.MaskRows.Select(m => Array.FindIndex(image, turn => turn >= m.Turn) is var next && next < 0 ? image.Length : next)];
        return (_, k) => read[k / maskWidth] * width;
    }

    /// <summary>A burst is acknowledged when the next one is written, the last one at the end.</summary>
    public TokenDemand Visit(SkipStoreStage stage)
    {
        var (burst, pixels) = (stage.Region.BurstPixels, stage.Input.Shape.Pixels);
        return (_, k) => (int)Math.Min((k + 2L) * burst, pixels);
    }

    public TokenDemand Visit(SkipLoadStage stage) => (_, k) => (k / stage.Region.BurstPixels) + 1;

    private static TokenDemand Pairwise(Stage stage) =>
        stage.Inputs[1].Shape.Pixels == 1 ? (input, k) => input == 1 ? 1 : k + 1 : _oneByOne;

    // The first output row of a block comes with the pixels of the input row, the others after it.
    private static TokenDemand Blocks(int width, int blockY, int blockX) => (_, k) =>
    {
        var (y, x) = Math.DivRem(k, width * blockX);
        return (y / blockY * width) + (y % blockY == 0 ? (x / blockX) + 1 : width);
    };

    // Input pixels up to and with position (row, column), which may lie outside the map.
    private static int Raster(Stage stage, int row, int column)
    {
        var (height, width) = (stage.Input.Shape.Height, stage.Input.Shape.Width);
        return row < 0 ? 0 : row >= height ? height * width : (row * width) + Math.Clamp(column + 1, 0, width);
    }
}
