using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>Every operator in numbers.</summary>
internal static class LayerTable
{
    private const double FullBar = 60;
    private const int BarWidth = 40;
    private const double SortsLast = 1e9;

    private static readonly TableHead[] Heads =
    [
        new("#", "place in execution order"),
        new("name", "name of the integer operator", IsNumber: false),
        new("kind", "its operator", IsNumber: false),
        new("shape", "channels x height x width of its output"),
        new("format", "u: unsigned, s: signed and narrow", IsNumber: false),
        new("bits", "width of the output"),
        new("weights", "width of the weights, bits"),
        new("scale", "real value of the integer 1"),
        new("min", "smallest float value on the calibration images"),
        new("max", "largest float value on the calibration images"),
        new("SQNR dB", "signal power over error power, integer against float, the whole network up to here"),
        new("sat. %", "share of integers at an end of the format"),
        new("max LSB", "largest difference from float, in steps of the scale"),
        new("weight B", "bytes of weights"),
        new("act. B", "bytes of the output"),
    ];

    public static Markup Draw(ReportContent content) => Section.Of(
        "layers",
        "Layers",
        "Click a heading to sort, a name for its histogram. The error of a layer is the whole network's up to there: quantized input, weights and output.",
        Markup.Of($"""
            <p class="tools"><label>Filter <input type="search" id="filter" placeholder="name or kind"></label></p>
            {Section.Table("layer-table", "Operators in execution order", Heads, content.Layers.Select(Row))}
            """));

    private static Markup Row(LayerView layer)
    {
        var (node, measured) = (layer.Node, layer.Measured);
        return Markup.Of($"""
            <tr data-name="{node.Name} {node.Operator}">{Section.Number(node.Index, $"{node.Index}")}<th scope="row"><a href="#layer-{node.Index}">{Units.Name(node.Name)}</a></th><td><span class="kind {OperatorClass.Of(node)}">{node.Operator}</span></td><td class="num" data-v="{node.Shape.Count}">{node.Shape.Channels}×{node.Shape.Height}×{node.Shape.Width}</td><td>{node.Format}</td>{Section.Number(layer.Integer.Format.Bits, $"{layer.Integer.Format.Bits}")}{Section.Number(layer.Weights?.Bits, $"{layer.Weights?.Bits}")}{Section.Number(layer.Integer.Scale, Units.Real(layer.Integer.Scale))}{Section.Number(measured?.FloatMin, Units.Real(measured?.FloatMin ?? 0))}{Section.Number(measured?.FloatMax, Units.Real(measured?.FloatMax ?? 0))}{Sqnr(layer)}{Rounded(layer, m => m.SaturatedPercent, "0.000")}{Rounded(layer, m => m.MaxLsb, "0.0")}{Section.Number(node.WeightBytes > 0 ? node.WeightBytes : null, $"{node.WeightBytes:N0}")}{Section.Number(node.ActivationBytes, $"{node.ActivationBytes:N0}")}</tr>

            """);
    }

    private static Markup Rounded(LayerView layer, Func<Quantizer.Report.LayerReport, double> value, string format) =>
        Section.Number(layer.IsRounded ? value(layer.Measured!) : null, layer.IsRounded ? value(layer.Measured!).ToString(format) : "");

    private static Markup Sqnr(LayerView layer)
    {
        if (layer.Measured is not { SqnrDb: var db } || layer.Integer.Format.Bits == 1)
            return Section.Number(null, "");
        var share = layer.IsExact ? 1 : Math.Clamp(db / FullBar, 0, 1);
        return Markup.Of($"""
            <td class="num" data-v="{(layer.IsExact ? SortsLast : db):R}"><svg class="bar" width="{BarWidth}" height="6" aria-hidden="true"><rect width="{share * BarWidth:0.#}" height="6"/></svg>{(layer.IsExact ? "exact" : $"{db:F1}")}</td>
            """);
    }
}
