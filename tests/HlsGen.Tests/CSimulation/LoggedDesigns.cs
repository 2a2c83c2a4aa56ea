using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>Designs with every kind of stage, compiled once to log their streams: little folded, as far as it goes, between, and with foldings that are drawn.</summary>
public sealed class LoggedDesigns : IDisposable
{
    public const string Name = "logged designs";

    private static readonly int[] _dsp = [100, 1, 20];

    // Gates from a map's own mean, pyramid pooling, residuals, channel splits, and joins of draws; fused pairs.
    private static readonly int[] _seeds = [104, 107, 113, 204, 208, 302, 103, 203, 303];

    private Batch? _batch;
    private List<(HardwarePlan Plan, StreamLog Log)>? _all;

    /// <summary>The plans with their logs; skips the test where no compiler is.</summary>
    internal IReadOnlyList<(HardwarePlan Plan, StreamLog Log)> All()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        if (_all is not null)
            return _all;
        var graphs = OperatorSweeps.All().Concat(_seeds.Select(RandomNetwork.Of)).ToList();
        _batch = new Batch(graphs, graphs.Select((g, i) => i % 2 == 0 ? Designs.Generate(g, _dsp[i % _dsp.Length]) : DrawnDesigns.Draw(g, i)));
        _batch.CompileLogged("g++", BitExactTests.Ours);
        _all = [.. graphs.Select((_, i) => (_batch.Generated[i].Plan, _batch.Log(i)))];
        return _all;
    }

    public void Dispose() => _batch?.Dispose();
}

/// <summary>Tests that share them.</summary>
[CollectionDefinition(LoggedDesigns.Name)]
public sealed class LoggedDesignsGroup : ICollectionFixture<LoggedDesigns>
{
}
