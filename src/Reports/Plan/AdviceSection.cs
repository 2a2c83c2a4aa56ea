using FpgaSeg.Planning.Fit;
using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Plan;

/// <summary>What keeps the design off the board, and the changes that help.</summary>
internal static class AdviceSection
{
    public static Markup Draw(PlanContent content) => Section.Of(
        "advice",
        "What would help",
        FitDiagnostics.Of(content.Fit, content.Advice) is { } problem ? $"{problem.Message} {problem.Why}" : "",
        content.Advice.IsEmpty
            ? Markup.Of($"<p class=\"note\">No other board, smaller image or narrower skip of those planned helps.</p>")
            : Markup.Of($"<p class=\"note\">Each of these alone helps; each was planned.</p><ul>{content.Advice.Select(a => Markup.Of($"<li>{a.ToString()}</li>"))}</ul>"));
}
