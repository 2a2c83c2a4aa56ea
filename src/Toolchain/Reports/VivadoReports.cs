using System.Globalization;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Toolchain.Reports;

/// <summary>report_utilization of Vivado: tables of text, a site type and what is used of it per row.</summary>
public static class UtilizationReport
{
    private static readonly string[] _rows = ["Block RAM Tile", "DSPs", "Slice LUTs", "Slice Registers"];

    /// <summary>Reads the file; FS3603 where it is missing or lacks one of the rows.</summary>
    public static Result<Resources> Read(string path) => ReportText.Read(path).Then<Resources>(lines =>
    {
        var used = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var cells in lines.Where(l => l.StartsWith('|')).Select(l => l.Split('|')).Where(c => c.Length > 3))
        {
            if (ReportText.Number(cells[2]) is { } number)
                used.TryAdd(cells[1].Trim().TrimEnd('*'), number);
        }

        double[] values = [.. _rows.Select(n => used.GetValueOrDefault(n, double.NaN))];
        return values.Any(double.IsNaN)
            ? ToolchainDiagnostics.BadReport(path, $"one of these rows is missing: {string.Join(", ", _rows)}.")
            : new Resources(values[0], (int)values[1], (int)values[2], (int)values[3]);
    });
}

/// <summary>report_timing_summary of Vivado: the design's summary.</summary>
/// <param name="WorstSetupNs">WNS: at least 0 if every path is in time; null where nothing is constrained.</param>
/// <param name="WorstHoldNs">WHS, likewise.</param>
/// <param name="FailingPaths">End points that are late.</param>
public sealed record TimingReport(double? WorstSetupNs, double? WorstHoldNs, int FailingPaths)
{
    /// <summary>Whether every constrained path is in time, and one is constrained.</summary>
    public bool IsMet => WorstSetupNs >= 0 && WorstHoldNs is null or >= 0;

    /// <summary>Reads the file; FS3603 where it is missing or has no summary.</summary>
    public static Result<TimingReport> Read(string path) => ReportText.Read(path).Then<TimingReport>(lines =>
    {
        var header = Array.FindIndex(lines, l => l.Contains("WNS(ns)", StringComparison.Ordinal) && l.Contains("WHS(ns)", StringComparison.Ordinal));
        if (header < 0 || header + 2 >= lines.Length)
            return ToolchainDiagnostics.BadReport(path, "it has no Design Timing Summary.");
        var cells = lines[header + 2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return cells.Length < 8
            ? ToolchainDiagnostics.BadReport(path, "the Design Timing Summary has no values.")
            : new TimingReport(ReportText.Number(cells[0]), ReportText.Number(cells[4]), (int)((ReportText.Number(cells[2]) ?? 0) + (ReportText.Number(cells[6]) ?? 0)));
    });
}

/// <summary>Text reports.</summary>
internal static class ReportText
{
    public static Result<string[]> Read(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ToolchainDiagnostics.BadReport(path, e.Message);
        }
    }

    public static double? Number(string cell) => double.TryParse(cell.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
