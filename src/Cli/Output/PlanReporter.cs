using System.Globalization;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Reports.Plan;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What plan prints.</summary>
internal static class PlanReporter
{
    private const int LongestName = 30;

    public static void Print(CommandOutput output, string file, PlanContent content, CycleReport? counted)
    {
        var (fit, relief) = (content.Fit, content.Relief);
        output.Report(() => PlanJson.Of(file, content) with { Counted = Counted(counted, fit) }, () => PlanContext.Default.PlanReport);
        if (output.Json)
            return;
        output.Tables.Write(Operators(fit));
        if (fit.Plan.Engine is { } engine)
            output.Tables.Write(EngineTable.Of(engine));
        if (!fit.Plan.Skips.IsEmpty)
            output.Tables.Write(Skips(fit));
        output.Tables.Write(Resources(fit));
        foreach (var line in Summary(fit, relief))
            output.Say(line);
        if (counted is not null)
            output.Say(Sentence(counted, fit));
    }

    private static PlanCountedJson? Counted(CycleReport? counted, PlanFit fit) => counted is null ? null : new(
        counted.CyclesPerFrame,
        counted.LatencyCycles,
        counted.Deadlock is null ? Math.Round((double)fit.ClockHz / counted.CyclesPerFrame, 4) : 0,
        counted.Deadlock?.ToString(),
        [.. counted.Stages.Select(s => new PlanCountedOperatorJson(s.Name, s.Turns, s.Draining, s.Starved, s.Blocked, Math.Round(s.Utilisation, 4)))],
        [.. counted.Streams.Select(s => new PlanCountedStreamJson(s.Id, s.Depth, s.Tokens, s.HighWater, s.Blocked))]);

    private static string Sentence(CycleReport counted, PlanFit fit) => counted.Deadlock is { } stop
        ? $"counted cycle by cycle: the design stops: {stop}"
        : FormattableString.Invariant(
            $"counted cycle by cycle: {counted.CyclesPerFrame:N0} cycles per frame ({(double)fit.ClockHz / counted.CyclesPerFrame:0.0} frames/s), first frame after {counted.LatencyCycles:N0}");

    /// <summary>The sentences under the tables.</summary>
    public static IEnumerable<string> Summary(PlanFit fit, Relief? relief)
    {
        var plan = fit.Plan;
        yield return FormattableString.Invariant(
            $"{fit.FramesPerSecond:0.0} frames/s on {fit.Board.Name} at {fit.ClockHz / 1e6:0.#} MHz: {plan.CyclesPerFrame:N0} cycles per frame, latency {fit.LatencyMs:0.00} ms, {fit.MacPerDspCycle:0.00} MAC per DSP and cycle");
        yield return plan.Engine is { } engine
            ? EngineSentence(engine)
            : FormattableString.Invariant($"slowest: {string.Join(", ", fit.Bottleneck.Select(s => s.Name))}; {ReliefText.Of(fit, relief)}");
        if (fit.Fits)
            yield return fit.Resources.Any(r => r.High > r.Available) ? $"fits {fit.Board.Part}, within the error of the estimate" : $"fits {fit.Board.Part}";
        yield return $"predictions, not measurements; LUT: {LogicEstimate.Measured}";
    }

    private static string EngineSentence(EngineStage engine)
    {
        const int Most = 3;
        var (program, times) = (engine.Program, engine.Times);
        var most = Enumerable.Range(0, program.Lines.Length).OrderByDescending(i => times.OfOperators[i]).Take(Most)
            .Select(i => FormattableString.Invariant($"{program.Lines[i].Operator.Name} {(double)times.OfOperators[i] / times.Cycles:0.0 %}"));
        var memory = program.UsesMemory ? FormattableString.Invariant($", {program.RegionWords * 8L:N0} bytes beside the chip") : "";
        return FormattableString.Invariant(
            $"engine of {program.Lanes} lanes: {program.Lines.Length} operators in {Sweeps(program)}, {program.Pages.Words * program.Lanes:N0} bytes of pages{memory}; most time in {string.Join(", ", most)}");
    }

    private static string Sweeps(EngineProgram program) =>
        FormattableString.Invariant($"{program.Schedule.Sweeps.Sum():N0} sweeps{(program.Schedule.Passes.Count == 1 ? "" : $" of {program.Schedule.Passes.Count} passes")}");

    private static Table Operators(PlanFit fit)
    {
        var table = TableOf(["operator", "kind", "folding"], "operator", "kind", "output", "folding", "cycles", "busy", "DSP", "MAC/DSP/cycle", "block RAM", "LUT mem", "LUT logic");
        foreach (var s in fit.Stages.Where(s => s.Plan.Stage is not ForkStage))
        {
            var shape = s.Plan.Stage.Outputs.IsEmpty ? s.Plan.Stage.Input.Shape : s.Plan.Stage.Output.Shape;
            table.AddRow(
                Name(s.Name),
                s.Kind,
                shape.ToString(),
                FoldingText.Of(s.Plan.Stage, s.Folding),
                $"{s.Folding.Cycles:N0}",
                $"{(double)s.Folding.Cycles / fit.Plan.CyclesPerFrame:P0}",
                Count(s.Dsp),
                s.Plan.Macs == 0 || s.Dsp == 0 ? "" : Text((double)s.Plan.Macs / s.Dsp / fit.Plan.CyclesPerFrame, "0.00"),
                Count(s.BlockRam),
                Count(s.MemoryLuts),
                $"{s.Logic.Luts:N0}");
        }

        return table;
    }

    private static Table Skips(PlanFit fit)
    {
        var table = TableOf(["skip", "waits for", "policy"], "skip", "waits for", "policy", "depth", "bits", "block RAM", "LUT mem");
        foreach (var skip in fit.Plan.Skips)
        {
            var stream = fit.Streams[skip.Stream.Stream.Id];
            table.AddRow(
                Name(stream.From.Name), Name(skip.To.Name), skip.PolicyName, $"{skip.Stream.Depth:N0}", $"{skip.Stream.Stream.BitsPerPixel}",
                Count(stream.BlockRam), Count(stream.MemoryLuts));
        }

        return table;
    }

    private static Table Resources(PlanFit fit)
    {
        var table = TableOf(["resource", ""], "resource", "used", "range", "network may have", "share", "device", "set aside", "");
        foreach (var r in fit.Resources)
        {
            table.AddRow(
                ResourceNames.Of(r.Resource), Count(r.Used, "0"), r.Low == r.High ? "" : $"{r.Low:N0} to {r.High:N0}", Count(r.Available, "0"), $"{r.Share:P0}",
                Count(r.Device), Count(r.Reserved, "0"), r.Fits ? r.High > r.Available ? "fits, within the error" : "fits" : $"{Count(r.Missing)} too many");
        }

        return table;
    }

    // Ends tell more than middles: the node's number, and the name's last words.
    private static string Name(string name) =>
        Markup.Escape(name.Length <= LongestName ? name : $"{name[..4]}..{name[^(LongestName - 6)..]}");

    private static string Count(double value, string zero = "") => value == 0 ? zero : Text(value, "#,0.#");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static Table TableOf(string[] leftAligned, params string[] headings)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(heading) { Alignment = leftAligned.Contains(heading) ? Justify.Left : Justify.Right });
        return table;
    }
}
