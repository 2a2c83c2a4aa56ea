using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Readers;
using Xunit.Abstractions;

namespace FpgaSeg.Import.Tests.Conformance;

/// <summary>
/// ONNX's own backend tests of every operator that is claimed (package libonnx-testdata). A test is right, or it stands in
/// exclusions.txt with its reason.
/// </summary>
public sealed class ConformanceTests(ITestOutputHelper log)
{
    private static readonly HashSet<string> Claimed = [.. OperatorCatalogue.Names, .. ConstantFolder.Names];

    private static readonly SortedDictionary<string, string> Exclusions = new(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Conformance", "exclusions.txt"))
            .Select(line => line.Split('\t', 2)).ToDictionary(parts => parts[0], parts => parts[1]),
        StringComparer.Ordinal);

    [SkippableFact]
    public void Every_backend_test_of_a_claimed_operator_is_right_or_excluded_with_a_reason()
    {
        Skip.IfNot(Directory.Exists(NodeTest.Folder), "libonnx-testdata is not installed");
        var results = NodeTest.All(Claimed).Select(test => (test.Name, Result: ConformanceRun.Of(test))).ToArray();
        foreach (var (name, (verdict, detail)) in results)
            log.WriteLine($"{verdict}\t{name}\t{detail.Split('\n')[0]}");

        // Wrong numbers are a bug, unless the reason says why ours are the better ones.
        Assert.DoesNotContain(results, r => r.Result.Verdict == Verdict.Wrong && !Differs(r.Name));
        Assert.Equal(Exclusions.Keys, results.Where(r => r.Result.Verdict is Verdict.Refused or Verdict.Wrong).Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(Exclusions.Values, reason => Assert.True(reason.Length > 10));

        var page = ConformanceReport.Write([.. results.Select(r => (r.Name, r.Result.Verdict))], Exclusions);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "conformance.actual.md"), page);
        Assert.True(
            page == File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "conformance.md")),
            "docs/conformance.md is out of date; conformance.actual.md beside the tests is the new one");
    }

    private static bool Differs(string name) => Exclusions.GetValueOrDefault(name, "").StartsWith("differs: ", StringComparison.Ordinal);
}
