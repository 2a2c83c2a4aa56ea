using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Planning.Fit;

/// <summary>FS3008 and FS3009: the answer is no (docs/diagnostics/generation.md).</summary>
public static class FitDiagnostics
{
    private const int MostHolders = 5;

    /// <summary>What keeps a design off its board; null where nothing does.</summary>
    /// <param name="fit">The plan.</param>
    /// <param name="advice">Changes that help, each planned.</param>
    public static Diagnostic? Of(PlanFit fit, ImmutableArray<Suggestion> advice) =>
        !fit.Fits ? DoesNotFit(fit, advice) : !fit.IsFastEnough ? TooSlow(fit, advice) : null;

    private static Diagnostic DoesNotFit(PlanFit fit, ImmutableArray<Suggestion> advice)
    {
        ResourceUse[] over = [.. fit.Resources.Where(r => !r.Fits)];
        return new Diagnostic(
            "FS3008",
            $"The design does not fit {fit.Board.Name}: {string.Join(", ", over.Select(Use))}.",
            fit.Holders(over.MaxBy(r => r.Share)!.Resource).First().Name,
            string.Join(" ", over.Select(r => Holders(fit, r))),
            Cure(advice));
    }

    private static Diagnostic TooSlow(PlanFit fit, ImmutableArray<Suggestion> advice) => new(
        "FS3009",
        FormattableString.Invariant($"The design makes {fit.FramesPerSecond:0.0} frames/s on {fit.Board.Name}, not {fit.Options.Fps:0.##}."),
        string.Join(", ", fit.Bottleneck.Select(s => s.Name)),
        FormattableString.Invariant($"the slowest operator takes {fit.Plan.CyclesPerFrame:N0} cycles with {fit.Plan.Dsp} of {fit[Resource.Dsp].Available:0} DSP; {ReliefText.Of(fit, Relief.Of(fit))}."),
        Cure(advice));

    private static string Use(ResourceUse r) =>
        FormattableString.Invariant($"{ResourceNames.Of(r.Resource)} {r.Used:#,0.#} of {r.Available:#,0.#}");

    private static string Holders(PlanFit fit, ResourceUse over)
    {
        var most = fit.Holders(over.Resource).Take(MostHolders).Select(p => FormattableString.Invariant($"{p.Name} {p.Of(over.Resource):#,0.#}"));
        return FormattableString.Invariant($"{ResourceNames.Of(over.Resource)}: {over.Missing:#,0.#} too many; most in {string.Join(", ", most)}.");
    }

    private static string Cure(ImmutableArray<Suggestion> advice) => advice.IsEmpty
        ? "no other board, smaller image or narrower skip of those planned helps; give the network fewer channels or operators."
        : $"{string.Join("; or ", advice)}. Each of these was planned and fits.";
}
