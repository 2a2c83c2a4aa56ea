using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Plan;

/// <summary>A hardware plan as one HTML page that needs nothing but itself; the same content gives the same text.</summary>
public static class PlanPage
{
    /// <summary>The whole page.</summary>
    public static string Render(PlanContent content)
    {
        var sections = SectionsOf(content).ToArray();
        return PageFrame.Draw(
            $"{content.File} on {content.Fit.Board.Name}: hardware plan",
            PlanHeader.Draw(content, sections.Select(s => (s.Id, s.Title))),
            Markup.Of($"{PlanTiles.Draw(content)}\n{sections.Select(s => s.Body)}"),
            Markup.Of($"Written by {content.Tool}. Model id {content.ModelId}. Predictions, not measurements."));
    }

    private static IEnumerable<(string Id, string Title, Markup Body)> SectionsOf(PlanContent content)
    {
        if (!content.Fit.IsAnswered)
            yield return ("advice", "What would help", AdviceSection.Draw(content));
        yield return ("resources", "Resources", ResourceSection.Draw(content));
        yield return ("schedule", "Schedule", ScheduleSection.Draw(content));
        yield return ("operators", "Operators", OperatorSection.Draw(content));
        if (content.Fit.Plan.Engine is { } engine)
            yield return ("engine", "Engine", EngineSection.Draw(engine));
        if (!content.Fit.Plan.Skips.IsEmpty)
            yield return ("skips", "Skips", StreamSection.DrawSkips(content.Fit));
        yield return ("streams", "Queues", StreamSection.DrawStreams(content.Fit));
    }
}
