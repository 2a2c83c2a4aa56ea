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

    [SkippableFact]
    public void Every_backend_test_of_a_claimed_operator_is_right_or_excluded_with_a_reason()
    {
        Skip.IfNot(Directory.Exists(NodeTest.Folder), "libonnx-testdata is not installed");
        var results = NodeTest.All(Claimed).Select(test => (test.Name, Result: ConformanceRun.Of(test))).ToArray();
        foreach (var (name, (verdict, detail)) in results)
            log.WriteLine($"{verdict}\t{name}\t{detail.Split('\n')[0]}");
        Assert.DoesNotContain(results, r => r.Result.Verdict == Verdict.Wrong);
    }
}
