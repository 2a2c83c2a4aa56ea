using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Reports;

/// <summary>FS215x: reports (docs/diagnostics/report.md).</summary>
internal static class ReportDiagnostics
{
    public static Diagnostic NotWritten(string path, string reason) => new(
        "FS2151",
        "The report cannot be written.",
        path,
        reason,
        "free space or choose another folder; a model package made before it is written all the same.");
}
