using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Plan;

/// <summary>The program of an engine: what it does for how long, and what waits in its pages.</summary>
internal static class EngineSection
{
    private static readonly TableHead[] Heads =
    [
        new("operator", "the network's name for it", IsNumber: false),
        new("does", "what the engine does with a row", IsNumber: false),
        new("output", "channels x height x width"),
        new("cycles", "cycles of a frame"),
        new("share %", "of the frame's cycles"),
        new("rows wait", "rows of its map that wait at once, at most"),
        new("bytes", "of those rows"),
    ];

    public static Markup Draw(EngineStage engine)
    {
        var program = engine.Program;
        var memory = program.UsesMemory ? $" {program.RegionWords * 8L:N0} bytes wait in memory beside the chip." : "";
        var passes = program.Schedule.Passes.Count == 1 ? "" : $", which go through it in {program.Schedule.Passes.Count} passes";
        return Section.Of(
            "engine",
            "Engine",
            $"One datapath of {program.Lanes} channels makes a row of one operator after the other in {program.Schedule.Sweeps.Sum():N0} sweeps over this program{passes}; {program.Pages.Count:N0} pages of {program.Pages.Words * program.Lanes:N0} bytes hold the rows that wait.{memory}",
            Section.Table("engine-table", "Operators in the program's order", Heads, Enumerable.Range(0, program.Lines.Length).Select(i => Row(engine, i))));
    }

    private static Markup Row(EngineStage engine, int index)
    {
        var (program, line) = (engine.Program, engine.Program.Lines[index]);
        var (op, rows, cycles) = (line.Operator, program.Schedule.MostRows[index], engine.Times.OfOperators[index]);
        var share = 100.0 * cycles / engine.Times.Cycles;
        var bytes = rows * line.RowWords * program.Lanes;
        return Markup.Of($"""
            <tr data-name="{op.Name} {op.Mode}"><th scope="row">{op.Name}</th><td><span class="kind">{op.Mode.ToString().ToLowerInvariant()}</span></td><td class="num" data-v="{op.Shape.Count}">{op.Shape.Channels}×{op.Shape.Height}×{op.Shape.Width}</td>{Section.Number(cycles, $"{cycles:N0}")}{Section.Number(share, $"{share:0.0}")}{Section.Number(rows, rows == 0 ? "" : $"{rows}")}{Section.Number(bytes, bytes == 0 ? "" : $"{bytes:N0}")}</tr>

            """);
    }
}
