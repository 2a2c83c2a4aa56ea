using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Stages;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>The program of an engine as a table: the plan's schedule.</summary>
internal static class EngineTable
{
    public static Table Of(EngineStage engine)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in (string[])["operator", "does", "output", "cycles", "share", "every", "rows wait", "bytes", "where"])
            table.AddColumn(new TableColumn(heading) { Alignment = heading is "operator" or "does" or "where" ? Justify.Left : Justify.Right });
        var program = engine.Program;
        for (var i = 0; i < program.Lines.Length; i++)
        {
            var (line, op, rows) = (program.Lines[i], program.Lines[i].Operator, program.Schedule.MostRows[i]);
            var period = program.Schedule.Periods[i];
            table.AddRow(
                Markup.Escape(op.Name.Length <= LongestName ? op.Name : $"..{op.Name[^(LongestName - 2)..]}"),
                op.Mode.ToString().ToLowerInvariant(),
                op.Shape.ToString(),
                $"{engine.Times.OfOperators[i]:N0}",
                $"{(double)engine.Times.OfOperators[i] / engine.Times.Cycles:P1}",
                period == 1 ? "sweep" : $"{period} sweeps",
                rows == 0 ? "" : $"{rows}",
                rows == 0 ? "" : $"{rows * line.RowWords * program.Lanes:N0}",
                op.Mode switch { EngineMode.Store => "to memory", EngineMode.Load => "from memory", _ => "" });
        }

        return table;
    }

    private const int LongestName = 44;
}
