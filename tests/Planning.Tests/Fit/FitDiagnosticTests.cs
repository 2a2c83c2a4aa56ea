using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Planning.Tests.Fit;

/// <summary>The texts are golden, their figures put in by hand.</summary>
public sealed class FitDiagnosticTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    // So few tables that the product takes a DSP block.
    private static readonly PlanFit Fit = DesignPlanner.Fit(Networks.Stages(Networks.Point()), Scarce(), new PlanOptions());

    private static readonly Dictionary<string, Func<Diagnostic?>> Cases = new(StringComparer.Ordinal)
    {
        ["FS3008"] = () => FitDiagnostics.Of(Fit with { Resources = [Fit[Resource.Dsp] with { Available = 0 }, .. Fit.Resources.Skip(1)] }, []),
        ["FS3008_advice"] = () => FitDiagnostics.Of(
            Fit with { Resources = [Fit[Resource.Dsp] with { Available = 0 }, .. Fit.Resources.Skip(1)] },
            [new Suggestion("take --board pynq-z2", Fit), new Suggestion("quantize again for images of 2x2", Fit)]),
        ["FS3010"] = () => DesignPlanner.Stages(Networks.U(16, concatenates: true), Architecture.Engine).Errors.Single(),
        ["FS3009"] = () => FitDiagnostics.Of(Fit with { Options = new PlanOptions(Fps: 1e7) }, []),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_golden(string name) => Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".txt")), Cases[name]() + "\n");

    [Fact]
    public void No_golden_is_orphaned() => Assert.Equal(
        Cases.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder, "FS*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    private static Boards.BoardDescription Scarce()
    {
        var board = Networks.Board("basys3");
        return board with { Resources = board.Resources with { Lut = 4000 } };
    }

    [Fact]
    public void A_plan_that_answers_has_no_text() => Assert.Null(FitDiagnostics.Of(Fit, []));
}
