using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Sensitivity;
using FpgaSeg.Reports;

namespace FpgaSeg.Cli.Workflows;

/// <summary>The quantizer's sensitivity search as the report shows it.</summary>
internal static class ReportSensitivity
{
    /// <summary>The table, or null where nothing was searched.</summary>
    public static SensitivityTable? Of(QuantizationOutcome outcome) => outcome.Sensitivity.Count == 0
        ? null
        : new SensitivityTable(
            "SQNR of the logit in dB",
            HigherIsBetter: true,
            [.. outcome.Sensitivity.Select(e => new SensitivityTrial(e.Name, PartOf(e.Kind), e.Bits, e.LogitSqnrDb))]);

    private static string PartOf(SensitivityKind kind) => kind switch
    {
        SensitivityKind.Weights => "weights",
        SensitivityKind.Activation => "output",
        SensitivityKind.Skip => "skip",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };
}
