using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>
/// One frame without time: any stage whose next step finds its tokens and room takes it, in an order drawn at random. Knows nothing of cycles.
/// </summary>
internal sealed class UntimedRun
{
    private readonly int[] _held;
    private readonly IReadOnlyList<int> _depths;
    private readonly List<Queue<(int[] Reads, int[] Writes)>> _stages = [];

    public UntimedRun(CycleModel model, IReadOnlyList<int> depths, Func<Stage, int> pipeline)
    {
        (_held, _depths) = (new int[depths.Count], depths);
        foreach (var (stage, folding) in model.Graph.Stages.Zip(model.Foldings))
        {
            var (turns, d) = (stage.Accept(new TurnSchedules(folding)), pipeline(stage));
            var reads = stage.Inputs.Zip(turns.Reads).SelectMany(p => Steps(p.Second, d, 0).Select(s => (Step: s, p.First.Id, Writes: false)));
            var writes = stage.Outputs.Zip(turns.Writes).SelectMany(p => Steps(p.Second, d, d).Select(s => (Step: s, p.First.Id, Writes: true)));
            var steps = reads.Concat(writes).GroupBy(p => p.Step).OrderBy(g => g.Key);
            _stages.Add(new(steps.Select(g => (g.Where(p => !p.Writes).Select(p => p.Id).ToArray(), g.Where(p => p.Writes).Select(p => p.Id).ToArray()))));
        }
    }

    /// <summary>Whether every stage comes to its end.</summary>
    public bool Ends(Random random)
    {
        for (; ; )
        {
            var able = _stages.Where(s => s.TryPeek(out var step) && IsAble(step)).ToArray();
            if (able.Length == 0)
                return _stages.TrueForAll(s => s.Count == 0);
            var (reads, writes) = able[random.Next(able.Length)].Dequeue();
            foreach (var read in reads)
                _held[read]--;
            foreach (var write in writes)
                _held[write]++;
        }
    }

    private bool IsAble((int[] Reads, int[] Writes) step) => step.Reads.All(r => _held[r] > 0) && step.Writes.All(w => _held[w] < _depths[w]);

    private static IEnumerable<long> Steps(PortTurns port, int depth, int late) =>
        Enumerable.Range(0, port.Tokens).Select(k => port.Of(k)).Select(t => t.Turn + ((long)t.Loop * depth) + late);
}
