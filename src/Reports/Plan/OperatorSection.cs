using FpgaSeg.Planning.Fit;
using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Plan;

/// <summary>Every stage in numbers.</summary>
internal static class OperatorSection
{
    private static readonly TableHead[] Heads =
    [
        new("stage", "its name in the generated design", IsNumber: false),
        new("kind", "its kernel", IsNumber: false),
        new("output", "channels x height x width"),
        new("folding", "what is computed per cycle", IsNumber: false),
        new("cycles", "cycles of a frame"),
        new("busy %", "of the frame's cycles"),
        new("DSP", "multiplier blocks"),
        new("MAC/DSP/cycle", "multiply-accumulates per DSP and cycle over the whole frame"),
        new("block RAM", "blocks, halves counted half"),
        new("LUT mem", "look-up tables that are memory"),
        new("LUT logic", "look-up tables of the logic, most likely"),
        new("range", "fewest to most"),
        new("FF", "flip-flops"),
    ];

    public static Markup Draw(PlanContent content) => Section.Of(
        "operators",
        "Operators",
        "Click a heading to sort.",
        Markup.Of($"""
            <p class="tools"><label>Filter <input type="search" id="filter" placeholder="name or kind"></label></p>
            {Section.Table("operator-table", "Stages in the design's order", Heads, content.Fit.Stages.Select(s => Row(content.Fit, s)))}
            """));

    private static Markup Row(PlanFit fit, StageCost s)
    {
        var shape = s.Plan.Stage.Outputs.IsEmpty ? s.Plan.Stage.Input.Shape : s.Plan.Stage.Output.Shape;
        double busy = 100.0 * s.Folding.Cycles / fit.Plan.CyclesPerFrame, efficiency = s.Dsp == 0 ? 0 : (double)s.Plan.Macs / s.Dsp / fit.Plan.CyclesPerFrame;
        return Markup.Of($"""
            <tr data-name="{s.Name} {s.Kind}"><th scope="row">{s.Name}</th><td><span class="kind">{s.Kind}</span></td><td class="num" data-v="{shape.Count}">{shape.Channels}×{shape.Height}×{shape.Width}</td><td>{FoldingText.Of(s.Plan.Stage, s.Folding)}</td>{Section.Number(s.Folding.Cycles, $"{s.Folding.Cycles:N0}")}{Section.Number(busy, $"{busy:0.0}")}{Section.Number(s.Dsp, $"{s.Dsp}")}{Section.Number(efficiency, efficiency == 0 ? "" : $"{efficiency:0.00}")}{Section.Number(s.BlockRam, $"{s.BlockRam:0.#}")}{Section.Number(s.MemoryLuts, $"{s.MemoryLuts:N0}")}{Section.Number(s.Logic.Luts, $"{s.Logic.Luts:N0}")}{Section.Number(s.Logic.LutsHigh, $"{s.Logic.LutsLow:N0} – {s.Logic.LutsHigh:N0}")}{Section.Number(s.Logic.FlipFlops, $"{s.Logic.FlipFlops:N0}")}</tr>

            """);
    }
}
