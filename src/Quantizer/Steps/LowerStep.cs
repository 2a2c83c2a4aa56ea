using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Lowering;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Integers from the plan.</summary>
internal sealed class LowerStep : IQuantizationStep
{
    public int Weight => 0;

    public Result<Draft> Run(Draft draft) =>
        GraphLowering.Lower(draft.Graph, draft.Source.Normalization, draft.Bits, draft.Plan).Then<Draft>(integer => draft with { Integer = integer });
}
