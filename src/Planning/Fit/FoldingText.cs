using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Fit;

/// <summary>A folding in words: what is computed per cycle.</summary>
public static class FoldingText
{
    /// <summary>For example "4 out x 2 in, 2 per DSP".</summary>
    public static string Of(Stage stage, Folding folding) => stage switch
    {
        Conv2dStage => $"{folding.Lanes} out x {folding.InnerLanes} in{Neighbours(folding)}{Packed(folding)}",
        DepthwiseStage => $"{folding.Lanes} channels{Neighbours(folding)}{Packed(folding)}",
        DepthwiseAddStage => $"{folding.Lanes} channels{Neighbours(folding)}{Packed(folding)}{(folding.InnerLanes == 2 ? ", sums in 2 cycles" : "")}",
        PointwisePairStage pair =>
            $"{pair.Input.Shape.Channels / folding.InnerLanes} in x {folding.Lanes} mid x {pair.Output.Shape.Channels / folding.InnerLanes} out{Packed(folding)}",
        EngineStage => $"{folding.Lanes} out x {folding.InnerLanes} in, shared",
        AddStage when folding.InnerLanes == 2 => $"{folding.Lanes} per 2 cycles",
        _ when folding.Dsp > 0 || folding.Lanes > 1 => $"{folding.Lanes} channels",
        _ => "pixel",
    };

    private static string Neighbours(Folding folding) => folding.Pixels > 1 ? $" x {folding.Pixels} pixels" : "";

    private static string Packed(Folding folding) => folding.Packing.IsPaired || folding.SecondPacking.IsPaired ? ", 2 per DSP" : "";
}
