using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Architectures;

/// <summary>FS143x: what keeps a state dict from becoming a network (docs/diagnostics/checkpoints.md).</summary>
internal static class ArchitectureErrors
{
    private const int Shown = 8;

    public static Diagnostic Unfit(string at, ArchitectureFit nearest, int known) => new(
        "FS1430",
        known == 1
            ? $"The parameters of {nearest.State.Title} are not those of '{nearest.Architecture.Name}'."
            : $"The parameters of {nearest.State.Title} fit none of {known} known networks; the nearest is '{nearest.Architecture.Name}'.",
        at,
        string.Join('\n', Differences(nearest)),
        "export the network to ONNX instead (training/export_onnx.py shows how); an ONNX file carries its graph.");

    public static Diagnostic UnknownName(string at, string wanted, IEnumerable<string> known) => new(
        "FS1431",
        $"No network is called '{wanted}'.",
        at,
        $"known networks: {string.Join(", ", known)}.",
        "give --architecture one of these names, or leave it out.");

    private static IEnumerable<string> Differences(ArchitectureFit fit)
    {
        if (fit.Missing.Count > 0)
            yield return $"missing ({fit.Missing.Count}): {List(fit.Missing)}";
        if (fit.Unexpected.Count > 0)
            yield return $"unexpected ({fit.Unexpected.Count}): {List(fit.Unexpected)}";
        if (fit.OtherShapes.Count > 0)
            yield return $"other shapes ({fit.OtherShapes.Count}): {List([.. fit.OtherShapes.Select(s => $"{s.Name} {s.Found} for {s.Expected}")])}";
    }

    private static string List(IReadOnlyCollection<string> names)
    {
        var text = string.Join(", ", names.Take(Shown).Select(Torch.PickleStack.Shown));
        return names.Count > Shown ? $"{text} and {names.Count - Shown} more" : text;
    }
}
