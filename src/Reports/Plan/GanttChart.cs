using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Plan;

/// <summary>One bar per stage over the cycles of a frame.</summary>
internal static class GanttChart
{
    private const int Width = 1080;
    private const int Left = 270;
    private const int Right = 14;
    private const int RowHeight = 14;
    private const int Top = 22;

    public static Markup Draw(PlanContent content)
    {
        var rows = content.Fit.Stages.Zip(content.Spans).Where(r => r.First.Plan.Stage is not ForkStage).ToArray();
        var scale = new Scale(0, Math.Max(1, rows.Max(r => r.Second.End)), Left, Width - Right);
        var (bottom, next) = (Top + (rows.Length * RowHeight), scale.At(Math.Min(content.Fit.Plan.CyclesPerFrame, scale.To)));
        return Markup.Of($"""
            <svg class="wide" viewBox="0 0 {Width} {bottom + 8}" role="img" aria-label="When each stage works within a frame">
            <g class="grid">{scale.Ticks(6).Select(t => Tick(scale.At(t), t, bottom))}<text x="{Left - 8}" y="{Top - 8}" text-anchor="end">cycles</text></g>
            {rows.Select((r, k) => Row(content.Fit, r.First, r.Second, scale, Top + (k * RowHeight)))}
            <line class="limit" x1="{next:0.#}" x2="{next:0.#}" y1="{Top}" y2="{bottom}"/>
            </svg>
            """);
    }

    private static Markup Tick(double x, double cycles, int bottom) => Markup.Of($"""
        <line x1="{x:0.#}" x2="{x:0.#}" y1="{Top - 4}" y2="{bottom}"/><text x="{x:0.#}" y="{Top - 8}" text-anchor="middle">{Units.Count((long)cycles)}</text>
        """);

    private static Markup Row(PlanFit fit, StageCost stage, StageSpan span, Scale scale, int y)
    {
        var (start, end) = (scale.At(span.Start), scale.At(span.End));
        var kind = stage.Folding.Cycles == fit.Plan.CyclesPerFrame ? "worst" : "own";
        return Markup.Of($"""
            <g class="row"><title>{stage.Name} ({stage.Kind}): cycles {span.Start:N0} to {span.End:N0}</title><text class="name" x="{Left - 8}" y="{y + 10}" text-anchor="end">{stage.Name}</text><rect class="{kind}" x="{start:0.#}" y="{y + 2}" width="{Math.Max(1, end - start):0.#}" height="{RowHeight - 4}"/></g>

            """);
    }
}
