using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>
/// <see cref="Flow.TokenFlow"/> done the long way, one token of one stage after the other, each with its own count: what the fast one must equal.
/// </summary>
internal sealed class TokenByToken
{
    private readonly TokenStage[] _stages;
    private readonly int[] _capacity;
    private readonly int[] _held;
    private readonly TokenStage[] _writer;
    private readonly TokenStage[] _reader;
    private readonly Queue<TokenStage> _ready = [];

    private TokenByToken(StageGraph graph, IReadOnlyList<Folding> foldings, IReadOnlyList<int> depths, int register)
    {
        _capacity = [.. depths];
        _held = new int[_capacity.Length];
        _stages = [.. graph.Stages.Select((s, i) => new TokenStage(s, foldings[i], register))];
        _writer = new TokenStage[_capacity.Length];
        _reader = new TokenStage[_capacity.Length];
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
        new TokenByToken(graph, foldings, depths, register).Run();

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

    private void Wake(TokenStage stage)
    {
        if (!stage.IsQueued)
            _ready.Enqueue(stage);
        stage.IsQueued = true;
    }

    private void Advance(TokenStage stage)
    {
        stage.IsQueued = false;
        for (; ; )
        {
            if (!stage.HasRead && stage.Lacking(_held) == TokenStage.Nothing)
            {
                stage.Take(_held);
                foreach (var input in stage.Inputs)
                    Wake(_writer[input]);
            }
            else if (stage.IsHolding && Full(stage) == TokenStage.Nothing)
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

    private int Full(TokenStage stage)
    {
        foreach (var output in stage.Outputs)
        {
            if (_held[output] >= _capacity[output])
                return output;
        }

        return TokenStage.Nothing;
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
