using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Ranges;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Holds what was asked for against the network.</summary>
internal sealed class CheckStep : IQuantizationStep
{
    public string Name => "Check what was asked for";

    public int Weight => 0;

    public Result<Draft> Run(Draft draft)
    {
        Diagnostic[] problems = [.. Widths(draft.Options), .. Overrides(draft), .. SkipOverrides(draft), .. RangesCheck.Run(draft.Options.Given, draft.Graph, draft.Source.Normalization)];
        return problems.Length > 0 ? Result<Draft>.Fail(problems) : draft;
    }

    private static IEnumerable<Diagnostic> Widths(QuantizationOptions options)
    {
        if (options.WeightBits is < 2 or > 8)
            yield return BitDiagnostics.Widths("Weights", options.WeightBits, 2, 8);
        if (options.ActivationBits is < 4 or > 8)
            yield return BitDiagnostics.Widths("Activations", options.ActivationBits, 4, 8);
        if (options.SkipBits is { } bits and (< 2 or > 8))
            yield return BitDiagnostics.Widths("Skips", bits, 2, 8);
    }

    private static IEnumerable<Diagnostic> Overrides(Draft draft)
    {
        string[] names = [.. FusionFinder.Find(draft.Graph).SelectMany(f => new[] { draft.Graph.Nodes[f.Root].Name, draft.Graph.Nodes[f.Last].Name }).Distinct()];
        return draft.Options.Overrides.Where(o => !names.Any(o.Matches)).Select(o => BitDiagnostics.UnusedOverride(o.Pattern, names.Skip(1)));
    }

    private static IEnumerable<Diagnostic> SkipOverrides(Draft draft)
    {
        if (draft.Options.Overrides.All(o => o.SkipBits is null))
            return [];
        var skips = LongSkips.Find(draft.Graph).Select(s => LongSkips.NamesOf(draft.Graph, s)).ToArray();
        return draft.Options.Overrides.Where(o => o.SkipBits is not null && !skips.Any(names => names.Any(o.Matches)))
            .Select(o => BitDiagnostics.UnusedSkipOverride(o.Pattern, [.. skips.Select(names => names[1])]));
    }

    public StepStory Tell(Draft before, Draft after)
    {
        var (options, given) = (after.Options, after.Options.Given);
        return StepStory.Of(
            $"{options.Overrides.Length} overrides of widths; a ranges file gives {given.Activations.Count} scales of values, {given.Skips.Count} of long skips, weights of {given.Weights.Count} convolutions");
    }
}
