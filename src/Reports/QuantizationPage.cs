using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports;

/// <summary>The quantization report as one HTML page that needs nothing but itself; the same content gives the same text.</summary>
public static class QuantizationPage
{
    /// <summary>The whole page.</summary>
    public static string Render(ReportContent content)
    {
        var sections = SectionsOf(content).ToArray();
        return PageFrame.Draw(
            $"{content.Header.Model}: quantization report",
            HeaderSection.Draw(content.Header, sections.Select(s => (s.Id, s.Title))),
            Markup.Of($"{TileSection.Draw(content)}\n{sections.Select(s => s.Body)}"),
            Markup.Of($"Written by {content.Header.Tool}. Model id {content.Header.ModelId}."));
    }

    private static IEnumerable<(string Id, string Title, Markup Body)> SectionsOf(ReportContent content)
    {
        if (content.Evaluation is { MostChanged.Count: > 0 } evaluation)
            yield return ("images", "Images", OverlaySection.Draw(evaluation));
        yield return ("depth", "Signal to noise", DepthSection.Draw(content));
        yield return ("layers", "Layers", LayerTable.Draw(content));
        if (content.Choices.Count > 0)
            yield return ("methods", "Scales", MethodSection.Draw(content.Choices));
        if (content.Sensitivity is { Trials.Count: > 0 } sensitivity)
            yield return ("sensitivity", "Sensitivity", SensitivitySection.Draw(sensitivity));
        yield return ("memory", "Memory", MemorySection.Draw(content));
        yield return ("ranges", "Ranges", CardSection.Draw(content));
        if (content.Steps.Count > 0)
            yield return ("steps", "Steps", StepSection.Draw(content.Steps));
    }
}
