using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>How the error grows along the network.</summary>
internal static class DepthSection
{
    public static Markup Draw(ReportContent content) => Section.Of(
        "depth",
        "Signal to noise by depth",
        "One dot per rounded value, in execution order; 6 dB are one bit. The strip below gives the size of the maps. A sudden fall names the layer to look at.",
        Markup.Of($"""
            <figure class="scroll">{SqnrChart.Draw(content.Layers)}</figure>
            <p class="legend"><span class="key multiplies">convolution</span><span class="key joins">sum, product, concatenation</span><span class="key other">other</span><span class="key worst">lowest</span></p>
            """));
}
