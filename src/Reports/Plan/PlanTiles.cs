using FpgaSeg.Planning.Fit;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Plan;

/// <summary>The figures that one asks for first.</summary>
internal static class PlanTiles
{
    public static Markup Draw(PlanContent content)
    {
        var fit = content.Fit;
        var wanted = fit.Options.Fps is { } fps ? $"asked for: {fps:0.##}" : $"{fit.Plan.CyclesPerFrame:N0} cycles per frame";
        return Markup.Of($"""
            <section class="tiles" aria-label="Summary">{Tile("Fits", fit.Fits ? "yes" : "no", fit.Fits ? fit.Board.Part : $"lacking: {string.Join(", ", fit.Resources.Where(r => !r.Fits).Select(r => ResourceNames.Of(r.Resource)))}")}
            {Tile("Frames per second", $"{fit.FramesPerSecond:0.0}", wanted)}
            {Tile("Latency", $"{fit.LatencyMs:0.00} ms", "first pixel in to last mask bit out")}
            {Tile("MAC per DSP and cycle", $"{fit.MacPerDspCycle:0.00}", $"{Units.Count(fit.Plan.Macs)} MAC, {fit.Plan.Dsp} DSP, over the whole frame")}</section>
            <p class="note">Slowest: {string.Join(", ", fit.Bottleneck.Select(s => s.Name))}; {ReliefText.Of(fit, content.Relief)}.</p>
            """);
    }

    private static Markup Tile(string name, string value, string note) =>
        Markup.Of($"""<div class="tile"><h2>{name}</h2><p class="value">{value}</p><p class="note">{note}</p></div>""");
}
