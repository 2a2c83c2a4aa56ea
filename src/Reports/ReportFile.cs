using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;

namespace FpgaSeg.Reports;

/// <summary>Reports on disk.</summary>
public static class ReportFile
{
    /// <summary>Writes the page, whole or not at all; FS2151 where that fails.</summary>
    public static Result<Unit> Save(ReportContent content, string path)
    {
        try
        {
            AtomicFile.WriteText(path, QuantizationPage.Render(content));
            return default(Unit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ReportDiagnostics.NotWritten(path, e.Message);
        }
    }
}
