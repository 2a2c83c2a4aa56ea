using FpgaSeg.Planning.Logic;
using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Plan;

/// <summary>What the design takes of the device, in all and by operator.</summary>
internal static class ResourceSection
{
    public static Markup Draw(PlanContent content) => Section.Of(
        "resources",
        "Resources",
        "Against what the network may have: the device's, less what link and memory controller take and, of the tables, head room. "
        + $"DSP and block RAM are counted. LUT and flip-flops are estimates: {LogicEstimate.Measured}.",
        Markup.Of($"""
            <figure class="scroll">{ResourceBars.Draw(content.Fit)}</figure>
            <p class="legend"><span class="key own">used</span><span class="key missing">too many</span><span class="key other">may be used</span></p>
            <figure class="scroll">{OperatorBars.Draw(content.Fit)}</figure>
            <p class="legend"><span class="key own">in the operator</span><span class="key waiting">in the queues it writes</span></p>
            """));
}
