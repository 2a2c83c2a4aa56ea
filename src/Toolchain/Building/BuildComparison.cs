using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Toolchain.Reports;

namespace FpgaSeg.Toolchain.Building;

/// <summary>One resource: what design.json predicts, what each tool found, what the part has; null where nobody says.</summary>
public sealed record ResourceRow(string Name, double? Predicted, double? Hls, double? Implemented, double Available);

/// <summary>One stage: predicted cycles and resources beside those of Vitis HLS, whose figures are null where it has no module of that name.</summary>
public sealed record StageRow(
    string Name, string Kind, long PredictedCycles, long? HlsCycles, int? WorstInterval, int PredictedDsp, int? HlsDsp, double PredictedBlockRam, double? HlsBlockRam, int? HlsLut);

/// <summary>Predictions beside results.</summary>
/// <param name="PredictedCycles">Cycles from frame to frame as planned.</param>
/// <param name="HlsCycles">The same as Vitis HLS has it.</param>
/// <param name="PeriodNs">Period of the design's clock.</param>
/// <param name="HlsPeriodNs">Period that Vitis HLS estimates.</param>
/// <param name="Timing">After placement and routing; null where that was not asked for.</param>
public sealed record BuildComparison(
    ImmutableArray<ResourceRow> Resources,
    ImmutableArray<StageRow> Stages,
    long PredictedCycles,
    long? HlsCycles,
    double PeriodNs,
    double HlsPeriodNs,
    TimingReport? Timing)
{
    /// <summary>Reads the reports of a folder up to a step; FS3603 for each that is missing or unreadable.</summary>
    public static Result<BuildComparison> Read(string folder, DesignManifest manifest, BoardDescription board, BuildStep until)
    {
        var hls = HlsReport.Read(Path.Combine(folder, StepRecipe.HlsReport));
        var placed = until >= BuildStep.Implementation;
        var used = placed ? UtilizationReport.Read(Path.Combine(folder, StepRecipe.Utilization)) : (Result<Resources>?)null;
        var timing = placed ? TimingReport.Read(Path.Combine(folder, StepRecipe.Timing)) : (Result<TimingReport>?)null;
        Diagnostic[] errors = [.. hls.Errors, .. used?.Errors ?? [], .. timing?.Errors ?? []];
        return errors.Length > 0 ? Result<BuildComparison>.Fail(errors) : Of(manifest, board, hls.Value, used?.Value, timing?.Value);
    }

    internal static BuildComparison Of(DesignManifest manifest, BoardDescription board, HlsReport hls, Resources? used, TimingReport? timing)
    {
        var (prediction, estimate, part) = (manifest.Prediction, hls.Top.Resources, board.Resources);
        return new BuildComparison(
            [
                new("DSP", prediction.Dsp, estimate.Dsp, used?.Dsp, part.Dsp),
                new("block RAM", prediction.BlockRam, estimate.BlockRam, used?.BlockRam, part.BlockRam),
                new("LUT", null, estimate.Lut, used?.Lut, part.Lut),
                new("flip-flops", null, estimate.FlipFlops, used?.FlipFlops, part.FlipFlops),
            ],
            [.. manifest.Operators.Select(o => Stage(o, hls))],
            prediction.CyclesPerFrame,
            hls.Top.Interval,
            1e9 / manifest.ClockHz,
            hls.PeriodNs,
            timing);
    }

    // Vitis HLS names the instance of kernel<stage> kernel_stage_s.
    private static StageRow Stage(DesignOperator stage, HlsReport hls)
    {
        var module = hls.Modules.FirstOrDefault(m => m.Name.EndsWith($"_{stage.Name}_s", StringComparison.Ordinal) || m.Name.EndsWith($"_{stage.Name}", StringComparison.Ordinal));
        var loops = module is null ? [] : hls.Modules.Where(m => m.Name.StartsWith(module.Name, StringComparison.Ordinal)).SelectMany(m => m.Loops);
        return new StageRow(
            stage.Name, stage.Kind, stage.Cycles, module?.Interval ?? module?.Latency, loops.Max(l => l.Interval), stage.Dsp, module?.Resources.Dsp,
            stage.BlockRam, module?.Resources.BlockRam, module?.Resources.Lut);
    }
}
