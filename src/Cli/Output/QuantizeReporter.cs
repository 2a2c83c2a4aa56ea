using FpgaSeg.Cli.Workflows;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Quantizer.Sensitivity;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What quantize prints.</summary>
internal static class QuantizeReporter
{
    public static int Print(CommandOutput output, QuantizedModel model)
    {
        var outcome = model.Outcome;
        var weightBytes = outcome.Graph.Nodes.Sum(n => IntegerBytes.OfWeights(n.Operator));
        string[] folded = [.. outcome.Passes.SelectMany(p => p.Changes.Select(c => $"{p.Pass}: {c}"))];
        output.Report(
            () => new QuantizeReport(model.ModelId, model.Path, model.CalibrationImages, weightBytes, folded, [.. outcome.Layers.Select(l => Json(l, outcome))], outcome.SkipBytes, [.. outcome.Sensitivity.Select(Json)]),
            () => ReportContext.Default.QuantizeReport);
        if (output.Json)
            return ExitCode.Done;
        foreach (var pass in outcome.Passes)
            output.Say($"{pass.Pass}: {(pass.Changes.Count == 0 ? "nothing to do" : $"{pass.Changes.Count} changed")}");
        output.Tables.Write(LayerTable(outcome.Layers));
        if (outcome.Sensitivity.Count > 0)
            output.Tables.Write(SensitivityTable(outcome.Sensitivity));
        output.Say($"calibrated on {model.CalibrationImages} images; {weightBytes:N0} bytes of weights; long skips store {outcome.SkipBytes:N0} bytes");
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

    private static Table SensitivityTable(IReadOnlyList<SensitivityEntry> entries)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("narrowed alone");
        table.AddColumn("kind");
        table.AddColumn(new TableColumn("bits") { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("logit SQNR dB") { Alignment = Justify.Right, NoWrap = true });
        foreach (var e in entries.OrderBy(e => e.LogitSqnrDb))
            table.AddRow(Markup.Escape(e.Name), KindOf(e), $"{e.Bits}", $"{e.LogitSqnrDb:F1}");
        return table;
    }

    private static SensitivityJson Json(SensitivityEntry e) => new(KindOf(e), e.Name, e.Bits, e.LogitSqnrDb);

    private static string KindOf(SensitivityEntry entry) => entry.Kind.ToString().ToLowerInvariant();

    private static LayerJson Json(LayerReport l, QuantizationOutcome outcome) => new(
        l.Name,
        l.Operator,
        l.Format,
        l.Bits,
        l.Scale,
        l.FloatMin,
        l.FloatMax,
        double.IsInfinity(l.SqnrDb) ? null : l.SqnrDb,
        l.SaturatedPercent,
        l.MaxLsb,
        l.Source,
        outcome.Bits.Weights.TryGetValue(l.Name, out var bits) ? bits : null);
}
