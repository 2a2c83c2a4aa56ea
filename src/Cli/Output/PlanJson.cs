using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Reports.Plan;

namespace FpgaSeg.Cli.Output;

/// <summary>A plan as plan --json prints it.</summary>
internal static class PlanJson
{
    public static PlanReport Of(string file, PlanContent content)
    {
        var (fit, relief, plan) = (content.Fit, content.Relief, content.Fit.Plan);
        return new PlanReport(
            file,
            content.ModelId,
            fit.Board.Name,
            fit.Board.Part,
            fit.ClockHz / 1e6,
            fit.Fits,
            fit.Options.Fps,
            Round(fit.FramesPerSecond),
            plan.CyclesPerFrame,
            Round(fit.LatencyMs),
            plan.Macs,
            Round(fit.MacPerDspCycle),
            plan.Dsp,
            fit[Resource.BlockRam].Used,
            (int)fit[Resource.Lut].Used,
            (int)fit[Resource.FlipFlop].Used,
            [.. fit.Resources.Select(r => new PlanResourceJson(ResourceNames.Of(r.Resource), r.Used, r.Low, r.High, r.Device, r.Reserved, r.Available, r.Fits))],
            new PlanBottleneckJson([.. fit.Bottleneck.Select(s => s.Name)], plan.CyclesPerFrame, relief is null ? null : Of(relief)),
            [.. fit.Stages.Select(s => Of(fit, s))],
            [.. fit.Streams.Select(Of)],
            [.. plan.Skips.Select(s => new PlanSkipJson(
                fit.Streams[s.Stream.Stream.Id].From.Name, s.To.Name, s.PolicyName, s.Stream.Depth, s.Stream.Stream.BitsPerPixel,
                fit.Streams[s.Stream.Stream.Id].BlockRam, fit.Streams[s.Stream.Stream.Id].MemoryLuts))],
            plan.Engine is { } engine ? Of(engine) : null,
            [.. content.Advice.Select(Of)],
            Counted: null,
            $"predictions, not measurements; LUT: {LogicEstimate.Measured}");
    }

    private static PlanEngineJson Of(EngineStage engine)
    {
        var program = engine.Program;
        return new PlanEngineJson(
            program.Lanes,
            program.Schedule.Passes.Count,
            program.Schedule.Sweeps.Sum(),
            engine.Times.Turns,
            [.. program.Pages.Classes.Select(c => new[] { c.Words, c.Count })],
            program.RegionWords * 8L,
            [.. program.Lines.Select((l, i) => new PlanEngineOperatorJson(
                l.Operator.Name, l.Operator.Mode.ToString().ToLowerInvariant(), l.Operator.Node, [l.Operator.Shape.Channels, l.Operator.Shape.Height, l.Operator.Shape.Width],
                engine.Times.OfOperators[i], program.Schedule.Periods[i], program.Schedule.MostRows[i], l.RowWords))]);
    }

    private static PlanReliefJson Of(Relief relief) => new(
        relief.CyclesPerFrame,
        relief.Extra[Resource.Dsp],
        relief.Extra[Resource.BlockRam],
        relief.Extra[Resource.Lut],
        relief.Extra[Resource.FlipFlop],
        [.. relief.Missing.Select(ResourceNames.Of)]);

    private static PlanAdviceJson Of(Suggestion advice)
    {
        var (result, image) = (advice.Result, advice.Result.Plan.Graph.Source.Input.Shape);
        return new PlanAdviceJson(
            advice.Change, result.Board.Name, image.Height, image.Width, Round(result.FramesPerSecond), result.Plan.CyclesPerFrame, result.Plan.Dsp,
            result[Resource.BlockRam].Used, (int)result[Resource.Lut].Used);
    }

    private static PlanOperatorJson Of(PlanFit fit, StageCost s)
    {
        var shape = s.Plan.Stage.Outputs.IsEmpty ? s.Plan.Stage.Input.Shape : s.Plan.Stage.Output.Shape;
        return new PlanOperatorJson(
            s.Name,
            s.Kind,
            [shape.Channels, shape.Height, shape.Width],
            FoldingText.Of(s.Plan.Stage, s.Folding),
            s.Folding.Lanes,
            s.Folding.InnerLanes,
            s.Folding.QuantLanes,
            s.Folding.Pixels,
            s.Folding.Packing.IsPaired || s.Folding.SecondPacking.IsPaired,
            s.Plan.Macs,
            s.Folding.Cycles,
            s.StartCycle,
            s.Dsp == 0 ? 0 : Round((double)s.Plan.Macs / s.Dsp / fit.Plan.CyclesPerFrame),
            s.Dsp,
            s.BlockRam,
            s.MemoryLuts,
            s.Logic.Luts,
            s.Logic.LutsLow,
            s.Logic.LutsHigh,
            s.Logic.FlipFlops,
            WeightsOf(s));
    }

    private static PlanStreamJson Of(StreamCost s) => new(
        s.Plan.Stream.Id, s.From.Name, s.To.Name, s.Plan.Stream.Shape.Channels, s.Plan.Stream.BitsPerPixel, s.Plan.Depth, PlaceOf(s.Plan.Memory), s.BlockRam, s.MemoryLuts);

    /// <summary>Words x bits of the weight memories and what they are made of.</summary>
    private static string? WeightsOf(StageCost stage)
    {
        var roms = stage.Plan.Memories.Where(m => m.Need.Name.StartsWith("weights", StringComparison.Ordinal)).ToArray();
        return roms.Length == 0 ? null : string.Join(", ", roms.Select(m => $"{m.Need.Shape.Depth} x {m.Need.Shape.Width} {PlaceOf(m)}"));
    }

    private static string PlaceOf(MemoryPlan memory) => memory.IsBlockRam ? "block_ram" : "lut";

    private static double Round(double value) => Math.Round(value, 4);
}
