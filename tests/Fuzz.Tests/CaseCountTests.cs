namespace FpgaSeg.Fuzz.Tests;

/// <summary>The fuzz tests promise ten thousand cases.</summary>
public sealed class CaseCountTests
{
    [Fact]
    public void There_are_at_least_ten_thousand_cases() =>
        Assert.InRange(
            ByteFuzzTests.Cases + OnnxFuzzTests.Cases + ArchiveFuzzTests.Cases + PickleFuzzTests.Cases + SafetensorsFuzzTests.Cases + PackageFuzzTests.Cases
                + ExternalDataFuzzTests.Cases,
            10_000,
            int.MaxValue);
}
