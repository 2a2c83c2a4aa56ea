using System.Globalization;
using FpgaSeg.Toolchain.Building;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What build prints.</summary>
internal static class BuildReporter
{
    private const int LineWidth = 110;

    /// <summary>A line per step on standard error, and under it, on a terminal, the tool's latest.</summary>
    public static BuildListener Progress() => new(
        (step, log) => Console.Error.WriteLine($"{Name(step)} (log: {log})"),
        line =>
        {
            if (!Console.IsErrorRedirected && line.Length > 0)
                Console.Error.Write($"\r{line[..Math.Min(line.Length, LineWidth)].PadRight(LineWidth)}\r");
        });

    public static void Print(CommandOutput output, BuildRequest request, IReadOnlyList<FinishedStep> steps, BuildComparison comparison)
    {
        output.Report(() => Json(request, steps, comparison), () => ReportContext.Default.BuildReport);
        if (output.Json)
            return;
        var resources = new Table().Border(TableBorder.Simple).AddColumns("resource", "predicted", "Vitis HLS", "placed", request.Board.Part);
        foreach (var row in comparison.Resources)
            resources.AddRow(row.Name, Text(row.Predicted), Text(row.Hls), Text(row.Implemented), Text(row.Available));
        output.Tables.Write(resources);
        var stages = new Table().Border(TableBorder.Simple)
            .AddColumns("stage", "kind", "cycles predicted", "Vitis HLS", "interval", "DSP predicted", "Vitis HLS", "block RAM predicted", "Vitis HLS", "LUT");
        foreach (var row in comparison.Stages)
        {
            stages.AddRow(
                row.Name, row.Kind, Text(row.PredictedCycles), Text(row.HlsCycles), Text(row.WorstInterval), Text(row.PredictedDsp), Text(row.HlsDsp),
                Text(row.PredictedBlockRam), Text(row.HlsBlockRam), Text(row.HlsLut));
        }

        output.Tables.Write(stages);
        output.Say($"cycles per frame: {Text(comparison.PredictedCycles)} predicted, {Text(comparison.HlsCycles)} by Vitis HLS");
        output.Say($"clock period: {Text(comparison.PeriodNs)} ns asked for, {Text(comparison.HlsPeriodNs)} ns estimated by Vitis HLS");
        if (comparison.Timing is { } timing)
            output.Say($"after routing: worst slack {Text(timing.WorstSetupNs)} ns (hold {Text(timing.WorstHoldNs)} ns), {timing.FailingPaths} late paths");
        if (steps[^1].Step == BuildStep.Bitstream)
            output.Say($"bitstream: {Path.Combine(request.Folder, "fpga.bit")}");
    }

    private static BuildReport Json(BuildRequest request, IReadOnlyList<FinishedStep> steps, BuildComparison comparison) => new(
        request.Manifest.DesignId,
        request.Board.Name,
        [.. steps.Select(s => new BuildStepJson(Name(s.Step), s.Seconds))],
        [.. comparison.Resources.Select(r => new ResourceJson(r.Name, r.Predicted, r.Hls, r.Implemented, r.Available))],
        [
            .. comparison.Stages.Select(s => new StageJson(
                s.Name, s.Kind, s.PredictedCycles, s.HlsCycles, s.WorstInterval, s.PredictedDsp, s.HlsDsp, s.PredictedBlockRam, s.HlsBlockRam, s.HlsLut)),
        ],
        comparison.PredictedCycles,
        comparison.HlsCycles,
        comparison.PeriodNs,
        comparison.HlsPeriodNs,
        comparison.Timing is { } t ? new TimingJson(t.IsMet, t.WorstSetupNs, t.WorstHoldNs, t.FailingPaths) : null);

    private static string Name(BuildStep step) => step.ToString().ToLowerInvariant();

    private static string Text(double? value) => value?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "-";
}
