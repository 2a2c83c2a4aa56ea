using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>One step from the float to the integer network.</summary>
internal interface IQuantizationStep
{
    /// <summary>Share of the whole work, for progress; about seconds on a small network.</summary>
    int Weight { get; }

    /// <summary>The draft with this step's decisions, or every reason why there is none.</summary>
    Result<Draft> Run(Draft draft);
}
