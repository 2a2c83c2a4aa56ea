namespace FpgaSeg.Quantizer.Report;

/// <summary>What one step from float to integers did.</summary>
/// <param name="Name">What the step is for, as a short verb phrase.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Findings">What it did, each a sentence without its full stop; none where there was nothing to do.</param>
/// <param name="Details">Every single change, where there are many; may be empty.</param>
public sealed record StepLog(string Name, double Seconds, IReadOnlyList<string> Findings, IReadOnlyList<string> Details);
