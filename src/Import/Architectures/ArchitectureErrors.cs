using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Architectures;

/// <summary>FS143x: what keeps a state dict from becoming a network (docs/diagnostics/checkpoints.md).</summary>
internal static class ArchitectureErrors
{
    private const int Shown = 5;

    public static Diagnostic Unfit(string at, ArchitectureFit nearest, bool alone) => new(
        "FS1430",
        alone
            ? $"{Parameters(nearest)} are not those of '{nearest.Architecture.Name}'."
            : $"{Parameters(nearest)} fit no known network; the nearest is '{nearest.Architecture.Name}'.",
        at,
        string.Join('\n', Differences(nearest)),
        "export the network to ONNX instead (training/export_onnx.py shows how); an ONNX file carries its graph.");

    public static Diagnostic UnknownName(string at, string wanted, IEnumerable<string> known) => new(
        "FS1431",
        $"No network is called '{wanted}'.",
        at,
        $"known networks: {string.Join(", ", known)}.",
        "give --architecture one of these names, or leave it out.");

    public static Diagnostic Size(string at, Architecture architecture, long height, long width) => new(
        "FS1432",
        $"The network '{architecture.Name}' is known at {architecture.Size.Height}x{architecture.Size.Width} only, not at {height}x{width}.",
        at,
        "it pools over windows that follow from the image size, and a checkpoint does not say which.",
        "leave the size out, or export the network to ONNX at the size you want.");

    private static string Parameters(ArchitectureFit fit) =>
        fit.State.Path.Length == 0 ? "The checkpoint's parameters" : $"The parameters of {fit.State.Title}";

    private static IEnumerable<string> Differences(ArchitectureFit fit)
    {
        if (fit.Missing.Count > 0)
            yield return $"missing ({fit.Missing.Count}): {List(fit.Missing)}";
        if (fit.Unexpected.Count > 0)
            yield return $"unexpected ({fit.Unexpected.Count}): {List(fit.Unexpected)}";
        OtherShape[] strange = [.. fit.StrangeShapes];
        if (strange.Length > 0)
            yield return $"other shapes ({strange.Length}): {List([.. strange.Select(s => $"{s.Name} {s.Found} for {s.Expected}")])}";
    }

    private static string List(IReadOnlyCollection<string> names)
    {
        var text = string.Join(", ", names.Take(Shown).Select(Torch.PickleStack.Shown));
        return names.Count > Shown ? $"{text} and {names.Count - Shown} more" : text;
    }
}
