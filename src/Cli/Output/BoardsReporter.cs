using System.Globalization;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What boards prints.</summary>
internal static class BoardsReporter
{
    /// <summary>Prints the boards, and beside each its plan where there is one.</summary>
    public static int Print(CommandOutput output, string? file, BoardDescription[] boards, PlanFit[]? fits)
    {
        output.Report(
            () => new BoardsReport(file, [.. boards.Select((b, i) => new ListedBoard(
                b.Name, b.Title, b.Part, b.Family, b.ClockHz / 1e6, b.Resources.Dsp, b.Resources.BlockRam, b.Resources.Lut, b.Resources.FlipFlops,
                b.ExternalMemory?.Kind, LinkOf(b), fits is null ? null : PlanOf(fits[i])))]),
            () => PlanContext.Default.BoardsReport);
        if (!output.Json)
            output.Tables.Write(fits is null ? Plain(boards) : WithPlans(fits));
        return fits is null || fits.Any(f => f.IsAnswered) ? ExitCode.Done : ExitCode.AnswerIsNo;
    }

    private static Table Plain(BoardDescription[] boards)
    {
        var table = TableOf(["board", "part", "memory", "link"], "board", "part", "DSP", "block RAM", "LUT", "MHz", "memory", "link");
        foreach (var b in boards)
        {
            table.AddRow(
                b.Name, b.Part, $"{b.Resources.Dsp}", $"{b.Resources.BlockRam}", $"{b.Resources.Lut:N0}", Text(b.ClockHz / 1e6, "0.#"),
                b.ExternalMemory is { } memory ? $"{Size(memory.Bytes)} {memory.Kind}" : "none", LinkOf(b));
        }

        return table;
    }

    private static string Size(long bytes) => bytes < 1 << 20 ? $"{bytes >> 10} KiB" : $"{bytes >> 20} MiB";

    private static Table WithPlans(PlanFit[] fits)
    {
        var table = TableOf(["board", "part", "fits", "as"], "board", "part", "fits", "as", "frames/s", "MHz", "DSP", "block RAM", "LUT");
        foreach (var f in fits)
        {
            table.AddRow(
                f.Board.Name, f.Board.Part, Verdict(f), ArchitectureOf(f), Text(f.FramesPerSecond, "0.0"), Text(f.ClockHz / 1e6, "0.#"),
                Share(f[Resource.Dsp]), Share(f[Resource.BlockRam]), Share(f[Resource.Lut]));
        }

        return table;
    }

    private static string Verdict(PlanFit fit) => fit.Fits
        ? fit.IsFastEnough ? "yes" : "too slow"
        : $"no: {string.Join(", ", fit.Resources.Where(r => !r.Fits).Select(r => ResourceNames.Of(r.Resource)))}";

    private static BoardPlanJson PlanOf(PlanFit fit) => new(
        fit.Fits, Math.Round(fit.FramesPerSecond, 4), fit.Plan.CyclesPerFrame, fit.Plan.Dsp, fit[Resource.BlockRam].Used, (int)fit[Resource.Lut].Used,
        [.. fit.Resources.Where(r => !r.Fits).Select(r => ResourceNames.Of(r.Resource))], ArchitectureOf(fit));

    private static string ArchitectureOf(PlanFit fit) => fit.Plan.Engine is null ? "pipeline" : "engine";

    private static string LinkOf(BoardDescription board) => string.Join(
        ", ", new[] { board.Link.Uart is { } uart ? $"UART {Text(uart.MaxBaud / 1e6, "0.#")} Mbaud" : null, board.Link.Usb?.Kind }.OfType<string>());

    private static string Share(ResourceUse use) => $"{Text(use.Used, "#,0.#")} of {Text(use.Available, "#,0.#")}";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static Table TableOf(string[] leftAligned, params string[] headings)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(heading) { Alignment = leftAligned.Contains(heading) ? Justify.Left : Justify.Right });
        return table;
    }
}
