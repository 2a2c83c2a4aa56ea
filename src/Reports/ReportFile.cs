using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using FpgaSeg.Reports.Plan;
using FpgaSeg.Reports.Profile;
using FpgaSeg.Reports.Stream;

namespace FpgaSeg.Reports;

/// <summary>Reports on disk.</summary>
public static class ReportFile
{
    /// <summary>Writes the page, whole or not at all; FS2151 where that fails.</summary>
    public static Result<Unit> Save(ReportContent content, string path) => Write(QuantizationPage.Render(content), path);

    /// <summary>The same for the page of a plan.</summary>
    public static Result<Unit> Save(PlanContent content, string path) => Write(PlanPage.Render(content), path);

    /// <summary>The same for the page of a run over a board.</summary>
    public static Result<Unit> Save(StreamedRun content, string path) => Write(StreamPage.Render(content), path);

    /// <summary>The same for text that is no page.</summary>
    public static Result<Unit> SaveText(string text, string path) => Write(text, path);

    /// <summary>The same for the page of a profile.</summary>
    public static Result<Unit> Save(ProfileContent content, string path) => Write(ProfilePage.Render(content), path);

    private static Result<Unit> Write(string page, string path)
    {
        try
        {
            AtomicFile.WriteText(path, page);
            return default(Unit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ReportDiagnostics.NotWritten(path, e.Message);
        }
    }
}
