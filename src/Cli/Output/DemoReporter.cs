using FpgaSeg.Cli.Demo;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What demo prints.</summary>
internal static class DemoReporter
{
    public static int Print(CommandOutput output, DemoOutcome outcome, string picture)
    {
        var bitExact = outcome.Images.All(i => i.IsBitExact);
        output.Report(
            () => new DemoReport(
                outcome.Model.ModelId,
                outcome.Design.DesignId,
                bitExact,
                [.. outcome.Images.Select(i => new DemoImageJson(
                    i.Image.Name, i.FloatDice, i.FixedDice, i.BoardDice, i.IsBitExact, i.SimulateMs, i.StreamMs))],
                picture),
            () => ReportContext.Default.DemoReport);
        if (!output.Json)
            PrintTable(output, outcome, picture, bitExact);
        return bitExact ? ExitCode.Done : ExitCode.AnswerIsNo;
    }

    private static void PrintTable(CommandOutput output, DemoOutcome outcome, string picture, bool bitExact)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("image", "float Dice", "fixed Dice", "board Dice", "bit-exact", "simulate ms", "stream ms");
        foreach (var i in outcome.Images)
        {
            table.AddRow(
                Markup.Escape(i.Image.Name),
                $"{i.FloatDice:F4}",
                $"{i.FixedDice:F4}",
                $"{i.BoardDice:F4}",
                i.IsBitExact ? "yes" : "[red]NO[/]",
                $"{i.SimulateMs:F0}",
                $"{i.StreamMs:F0}");
        }

        table.AddRow("mean", Mean(outcome, i => i.FloatDice), Mean(outcome, i => i.FixedDice), Mean(outcome, i => i.BoardDice), bitExact ? "yes" : "[red]NO[/]", "", "");
        output.Tables.Write(table);
        var summary = outcome.Summary;
        output.Say($"board: virtual, the generated C++ behind a paced pseudo-terminal; link share {summary.LineSharePercent:F1} %, upload {summary.Upload?.Median:F0} ms per image");
        output.Say($"predicted on {outcome.Design.Board}: {outcome.Design.Prediction.CyclesPerFrame:N0} cycles per frame at {outcome.Design.ClockHz / 1e6:F0} MHz");
        output.Say($"model id {outcome.Model.ModelId}");
        output.Say($"picture: {picture}");
    }

    private static string Mean(DemoOutcome outcome, Func<DemoImage, double> value) => $"{outcome.Images.Average(value):F4}";
}
