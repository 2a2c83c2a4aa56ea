namespace FpgaSeg.Quantizer.Report;

/// <summary>What a step did, before its time is known.</summary>
/// <param name="Findings">Sentences without their full stops.</param>
/// <param name="Details">Every single change.</param>
internal sealed record StepStory(IReadOnlyList<string> Findings, IReadOnlyList<string> Details)
{
    /// <summary>Findings alone.</summary>
    public static StepStory Of(params string[] findings) => new(findings, []);

    /// <summary>How often each thing occurs, the most frequent first: "40 mse, 12 minmax".</summary>
    public static string Counts(IEnumerable<string> things) => string.Join(
        ", ", things.GroupBy(t => t, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"));
}
