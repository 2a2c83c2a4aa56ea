using FpgaSeg.Cli.Workflows;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Report;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What quantize prints.</summary>
internal static class QuantizeReporter
{
    public static int Print(CommandOutput output, QuantizedModel model)
    {
        var outcome = model.Outcome;
        var weightBytes = outcome.Graph.Nodes.Sum(n => n.Operator is IntegerConv2d c ? (((long)c.Kernel.Shape.Count * c.WeightBits) + 7) / 8 : 0);
        string[] folded = [.. outcome.Passes.SelectMany(p => p.Changes.Select(c => $"{p.Pass}: {c}"))];
        output.Report(
            new QuantizeReport(model.ModelId, model.Path, model.CalibrationImages, weightBytes, folded, [.. outcome.Layers.Select(Json)]),
            ReportContext.Default.QuantizeReport);
        if (output.Json)
            return ExitCode.Done;
        foreach (var pass in outcome.Passes)
            output.Say($"{pass.Pass}: {(pass.Changes.Count == 0 ? "nothing to do" : $"{pass.Changes.Count} folded")}");
        output.Tables.Write(LayerTable(outcome.Layers));
        output.Say($"calibrated on {model.CalibrationImages} images; {weightBytes:N0} bytes of weights");
        output.Say($"{model.Path}  model id {model.ModelId}");
        return ExitCode.Done;
    }

    private static Table LayerTable(IReadOnlyList<LayerReport> layers)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in new[] { "operator", "kind", "format", "float min", "float max", "scale", "SQNR dB", "saturated %", "max LSB" })
            table.AddColumn(new TableColumn(heading) { Alignment = heading is "operator" or "kind" ? Justify.Left : Justify.Right, NoWrap = heading != "operator" });
        foreach (var l in layers)
        {
            table.AddRow(
                Markup.Escape(l.Name),
                l.Operator,
                l.Format,
                $"{l.FloatMin:F3}",
                $"{l.FloatMax:F3}",
                $"{l.Scale:G4}",
                double.IsInfinity(l.SqnrDb) ? "exact" : $"{l.SqnrDb:F1}",
                $"{l.SaturatedPercent:F3}",
                l.Bits > 8 ? "-" : $"{l.MaxLsb:F1}");
        }

        return table;
    }

    private static LayerJson Json(LayerReport l) => new(
        l.Name,
        l.Operator,
        l.Format,
        l.Bits,
        l.Scale,
        l.FloatMin,
        l.FloatMax,
        double.IsInfinity(l.SqnrDb) ? null : l.SqnrDb,
        l.SaturatedPercent,
        l.MaxLsb);
}
