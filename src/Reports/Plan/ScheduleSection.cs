using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Plan;

/// <summary>When each stage works.</summary>
internal static class ScheduleSection
{
    public static Markup Draw(PlanContent content) => Section.Of(
        "schedule",
        "Schedule of the first frame",
        $"One bar per stage, forks left out. {content.SpanBasis} The dashed line is where the next frame can start.",
        Markup.Of($"""
            <figure class="scroll">{GanttChart.Draw(content)}</figure>
            <p class="legend"><span class="key own">works</span><span class="key bottleneck">slowest: it sets the frame rate</span></p>
            """));
}
