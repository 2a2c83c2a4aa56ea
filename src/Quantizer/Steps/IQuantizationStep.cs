using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>One step from the float to the integer network.</summary>
internal interface IQuantizationStep
{
    /// <summary>What the step is for, for reports.</summary>
    string Name { get; }

    /// <summary>Share of the whole work, for progress; about seconds on a small network.</summary>
    int Weight { get; }

    /// <summary>The draft with this step's decisions, or every reason why there is none.</summary>
    Result<Draft> Run(Draft draft);

    /// <summary>What the step did to <paramref name="before"/>, for reports.</summary>
    StepStory Tell(Draft before, Draft after);
}
