using System.Text;

namespace FpgaSeg.Import.Tests.Conformance;

/// <summary>The page docs/conformance.md, written from the results.</summary>
internal static class ConformanceReport
{
    private const string Introduction =
        """
        # ONNX conformance

        ONNX ships a test per operator and attribute: a small model, its inputs, what must come out (Debian's `libonnx-testdata`, ONNX 1.12, with
        PyTorch's). `tests/Import.Tests/Conformance` runs every one whose operators the importer claims, on the importer and the float executor, within
        ONNX's own tolerance. This page is written by the test, which fails where it is out of date.

        How a test becomes a network: weights, sizes and bounds that come as inputs are made constants; tensors of other than four dimensions, and
        several maps at once, are cut out of one image by reshapes and slices that the importer reads too; the images of a batch run one by one.
        Tests of operator sets below 7 whose nodes mean the same in set 7 are read as that.
        """;

    public static string Write(IReadOnlyCollection<(string Name, Verdict Verdict)> results, IReadOnlyDictionary<string, string> exclusions)
    {
        int Count(Verdict verdict) => results.Count(r => r.Verdict == verdict && !exclusions.ContainsKey(r.Name));
        var right = Count(Verdict.Map) + Count(Verdict.Head) + Count(Verdict.Constant);
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n")).Append("\n\n| | tests |\n|---|---|\n")
            .Append($"| claimed operators | {results.Count} |\n")
            .Append($"| right | {right} |\n")
            .Append($"| - as feature maps, by the float executor | {Count(Verdict.Map)} |\n")
            .Append($"| - as the head of a network: the mask of every class | {Count(Verdict.Head)} |\n")
            .Append($"| - as constant arithmetic of the importer | {Count(Verdict.Constant)} |\n")
            .Append($"| excluded | {exclusions.Count} |\n")
            .Append("\n## Exclusions\n");
        foreach (var reason in exclusions.GroupBy(e => e.Value).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            var names = reason.Select(e => $"`{e.Key["test_".Length..]}`").Order(StringComparer.Ordinal);
            text.Append($"\n- **{reason.Key}** ({reason.Count()}): {string.Join(", ", names)}\n");
        }

        return text.ToString();
    }
}
