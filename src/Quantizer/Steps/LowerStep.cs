using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Package;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Integers from the plan.</summary>
internal sealed class LowerStep : IQuantizationStep
{
    public string Name => "Lower to integers";

    public int Weight => 0;

    public Result<Draft> Run(Draft draft) =>
        GraphLowering.Lower(draft.Graph, draft.Source.Normalization, draft.Bits, draft.Plan).Then<Draft>(integer => draft with { Integer = integer });

    public StepStory Tell(Draft before, Draft after) =>
        StepStory.Of($"{after.Integer!.Nodes.Length} integer operators: {StepStory.Counts(after.Integer.Nodes.Select(n => OperatorNames.Of(n.Operator)))}");
}
