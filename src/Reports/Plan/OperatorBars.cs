using FpgaSeg.Planning.Fit;
using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Plan;

/// <summary>Three rows of columns along the design: DSP, block RAM and tables of every operator and of the queues that it writes.</summary>
internal static class OperatorBars
{
    private const int Width = 1080;
    private const int Left = 58;
    private const int Right = 14;
    private const int PlotHeight = 90;
    private const int Gap = 34;
    private static readonly Resource[] Shown = [Resource.Dsp, Resource.BlockRam, Resource.Lut];

    public static Markup Draw(PlanFit fit) => Markup.Of($"""
        <svg class="wide" viewBox="0 0 {Width} {Shown.Length * (PlotHeight + Gap)}" role="img" aria-label="DSP, block RAM and LUT of every operator">
        {Shown.Select((r, k) => Row(fit, r, (k * (PlotHeight + Gap)) + Gap - 8))}
        </svg>
        """);

    private static Markup Row(PlanFit fit, Resource resource, int top)
    {
        var queues = fit.Stages.ToDictionary(s => s.Name, _ => 0.0, StringComparer.Ordinal);
        foreach (var stream in fit.Streams)
            queues[stream.From.Name] += stream.Of(resource);
        var most = Math.Max(1, fit.Stages.Max(s => s.Of(resource) + queues[s.Name]));
        var scale = new Scale(0, most, top + PlotHeight, top);
        var slot = (double)(Width - Left - Right) / fit.Stages.Length;
        return Markup.Of($"""
            {ValueAxis.Draw(scale, scale.Ticks(3), resource == Resource.BlockRam ? "BRAM" : ResourceNames.Of(resource), v => $"{v:#,0.#}")}
            {fit.Stages.Select((s, k) => Column(s, s.Of(resource), queues[s.Name], scale, Left + (k * slot), slot))}
            """);
    }

    private static Markup Column(StageCost stage, double own, double queues, Scale scale, double x, double slot)
    {
        if (own + queues == 0)
            return Markup.Empty;
        var width = Math.Max(1, slot - 1);
        return Markup.Of($"""
            <g><title>{stage.Name}: {own:#,0.#}, its queues {queues:#,0.#}</title><rect class="own" x="{x:0.#}" width="{width:0.#}" y="{scale.At(own):0.#}" height="{scale.At(0) - scale.At(own):0.#}"/><rect class="waiting" x="{x:0.#}" width="{width:0.#}" y="{scale.At(own + queues):0.#}" height="{scale.At(own) - scale.At(own + queues):0.#}"/></g>

            """);
    }
}
