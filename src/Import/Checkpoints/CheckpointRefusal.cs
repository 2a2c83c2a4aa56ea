using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Checkpoints;

/// <summary>Ends the reading of a checkpoint from deep inside; the importer turns it into its diagnostic.</summary>
internal sealed class CheckpointRefusal(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
