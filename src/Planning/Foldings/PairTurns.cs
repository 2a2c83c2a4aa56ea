using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// The cycles of a fused pair: a pixel takes <paramref name="Rounds"/> rounds of <paramref name="Folds"/> cycles; in its first round the pixel
/// before it is finished, whose outputs are then requantised.
/// </summary>
internal sealed record PairTurns(int Pixels, int Rounds, int Folds, int Outputs)
{
    /// <summary>The cycles with so many middle channels at a time.</summary>
    public static PairTurns Of(PointwisePairStage stage, int middleLanes, int folds) =>
        new(stage.Input.Shape.Pixels, stage.Rounds(middleLanes), folds, stage.Output.Shape.Channels);

    /// <summary>Cycles of a frame.</summary>
    public long All(int quantLanes) => ((long)Pixels * Rounds * Folds) + Folds + (Outputs / quantLanes);

    /// <summary>Whether so many requantisers take every finished accumulator before the next pixel's takes its place.</summary>
    public bool SufficesWith(int quantLanes)
    {
        var perFold = Outputs / Folds;
        return Enumerable.Range(0, Folds).All(f => Folds + ((f + 1) * perFold / quantLanes) - 1 <= (Rounds * Folds) + f);
    }

    /// <summary>Input pixels read when output pixel <paramref name="output"/> is written: the next one always, the one after it where requantising takes long.</summary>
    public int ReadWhenWritten(int output, int quantLanes)
    {
        var late = Folds + (Outputs / quantLanes) - 1 > Rounds * Folds ? 1 : 0;
        return Math.Min(Pixels, output + 2 + late);
    }

    /// <summary>Cycle in which a pixel is read: the first of its rounds.</summary>
    public long ReadTurn(int pixel) => (long)pixel * Rounds * Folds;

    /// <summary>Cycle in which a pixel is written: when what the first round of the next one finishes has been requantised.</summary>
    public long WriteTurn(int pixel, int quantLanes) => ReadTurn(pixel + 1) + Folds - 1 + (Outputs / quantLanes);
}
