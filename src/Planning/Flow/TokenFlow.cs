using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// The design run on tokens without values, through FIFOs of bounded depth. Where it stops because a full FIFO at a joining stage holds up
/// what that stage waits for, that FIFO is made one token deeper. Whether a network of blocking streams stops does not depend on the order
/// in which its stages take turns, so a run to the end proves that no order, and therefore no timing, stops the design with these depths.
/// </summary>
internal sealed class TokenFlow
{
    private readonly FlowStage[] _stages;
    private readonly int[] _capacity;
    private readonly int[] _held;
    private readonly FlowStage[] _writer;
    private readonly FlowStage[] _reader;
    private readonly Queue<FlowStage> _ready = [];

    private TokenFlow(StageGraph graph, IReadOnlyList<Folding> foldings, IReadOnlyList<int> depths, int register)
    {
        _capacity = [.. depths];
        _held = new int[_capacity.Length];
        _stages = [.. graph.Stages.Select((s, i) => new FlowStage(s, foldings[i], register))];
        _writer = new FlowStage[_capacity.Length];
        _reader = new FlowStage[_capacity.Length];
        foreach (var stage in _stages)
        {
            foreach (var input in stage.Inputs)
                _reader[input] = stage;
            foreach (var output in stage.Outputs)
                _writer[output] = stage;
        }
    }

    /// <summary>The depths, made deeper where they must be, with which the design runs to its end.</summary>
    /// <param name="graph">Stages and streams.</param>
    /// <param name="foldings">One per stage.</param>
    /// <param name="depths">Depth of every stream, in tokens.</param>
    /// <param name="register">Tokens that stand in a stage's pipeline behind the one that leaves it.</param>
    public static int[] Deepen(StageGraph graph, IReadOnlyList<Folding> foldings, IReadOnlyList<int> depths, int register) =>
        new TokenFlow(graph, foldings, depths, register).Run();

    private int[] Run()
    {
        foreach (var stage in _stages)
            Wake(stage);
        for (; ; )
        {
            while (_ready.TryDequeue(out var stage))
                Advance(stage);
            if (_stages[^1].HasRead)
                return _capacity;
            var culprit = Culprit();
            _capacity[culprit]++;
            Wake(_writer[culprit]);
        }
    }

    private void Wake(FlowStage stage)
    {
        if (!stage.IsQueued)
            _ready.Enqueue(stage);
        stage.IsQueued = true;
    }

    private void Advance(FlowStage stage)
    {
        stage.IsQueued = false;
        for (; ; )
        {
            if (!stage.HasRead && stage.Lacking(_held) == FlowStage.Nothing)
            {
                stage.Take(_held);
                foreach (var input in stage.Inputs)
                    Wake(_writer[input]);
            }
            else if (stage.IsHolding && Full(stage) == FlowStage.Nothing)
            {
                stage.Put(_held);
                foreach (var output in stage.Outputs)
                    Wake(_reader[output]);
            }
            else
            {
                return;
            }
        }
    }

    private int Full(FlowStage stage)
    {
        foreach (var output in stage.Outputs)
        {
            if (_held[output] >= _capacity[output])
                return output;
        }

        return FlowStage.Nothing;
    }

    // From the mask up along the streams that are waited for, to a stage that waits for room; from it down along full streams, to one
    // whose reader waits for another.
    private int Culprit()
    {
        var stage = _stages[^1];
        while (!stage.IsHolding)
            stage = _writer[stage.Lacking(_held)];
        for (; ; )
        {
            var full = Full(stage);
            stage = _reader[full];
            if (!stage.IsHolding)
                return full;
        }
    }
}
