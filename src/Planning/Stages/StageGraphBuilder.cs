using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>Turns an integer graph into stages: one per operator or per two that are fused, a fork wherever a tensor has several readers.</summary>
public sealed class StageGraphBuilder
{
    private readonly DataflowGraph<IntegerNode> _graph;
    private readonly ImmutableDictionary<int, int> _pairs;
    private readonly ImmutableDictionary<int, int> _residuals;
    private readonly ImmutableHashSet<int> _ends;
    private readonly ImmutableArray<Stage>.Builder _stages = ImmutableArray.CreateBuilder<Stage>();
    private readonly ImmutableArray<StageStream>.Builder _streams = ImmutableArray.CreateBuilder<StageStream>();
    private readonly Queue<StageStream>[] _unread;

    private StageGraphBuilder(DataflowGraph<IntegerNode> graph)
    {
        _graph = graph;
        _pairs = PointwisePairs.In(graph);
        _residuals = ResidualDepthwises.In(graph);
        _ends = [.. _pairs.Values, .. _residuals.Values];
        _unread = [.. graph.Nodes.Select(_ => new Queue<StageStream>())];
    }

    /// <summary>The stages of <paramref name="graph"/>, which <see cref="Support"/> has accepted.</summary>
    public static StageGraph Build(DataflowGraph<IntegerNode> graph) => new StageGraphBuilder(graph).Build();

    private StageGraph Build()
    {
        for (var i = 0; i < _graph.Nodes.Length; i++)
        {
            if (!_pairs.ContainsKey(i) && !_residuals.ContainsKey(i))
                AddStage(i);
        }

        var last = _graph.Nodes.Length - 1;
        _stages.Add(new WriteMaskStage("write_mask", last, [_unread[last].Dequeue()], []));
        return new StageGraph(_graph, _stages.ToImmutable(), _streams.ToImmutable());
    }

    private void AddStage(int index)
    {
        // Of two fused operators the first reads; the second is what the stage makes.
        var first = _ends.Contains(index) ? _graph.Nodes[index].Inputs.Max() : index;
        ImmutableArray<StageStream> inputs = [.. _graph.Nodes[first].Inputs.Select(i => _unread[i].Dequeue())];
        var output = Stream(index);
        var selector = new StageSelector(StageNames.Of(index, _graph.Nodes[index].Name), index, inputs, [output]);
        _stages.Add(
            first == index ? selector.Select(_graph.Nodes[index].Operator)
            : _residuals.ContainsKey(first) ? Residual(selector, first, index)
            : Pair(selector, first, index));
        Distribute(output, Readers(index));
    }

    private static PointwisePairStage Pair(StageSelector selector, IntegerNode expand, IntegerNode squeeze, int middle) => new(
        selector.Name,
        selector.Node,
        selector.Inputs,
        selector.Outputs,
        (IntegerConv2d)expand.Operator,
        (IntegerConv2d)squeeze.Operator,
        middle,
        expand.Format);

    private PointwisePairStage Pair(StageSelector selector, int first, int second) =>
        Pair(selector, _graph.Nodes[first], _graph.Nodes[second], first);

    private DepthwiseAddStage Residual(StageSelector selector, int first, int second)
    {
        var (conv, sum) = (_graph.Nodes[first], (IntegerAdd)_graph.Nodes[second].Operator);
        var ordered = _graph.Nodes[second].Inputs[0] == first ? sum : sum with { MultiplierA = sum.MultiplierB, MultiplierB = sum.MultiplierA };
        return new(selector.Name, selector.Node, selector.Inputs, selector.Outputs, (IntegerConv2d)conv.Operator, ordered, first, conv.Format);
    }

    // The mask writer reads the last node; a node that reads a tensor twice needs it twice, the second of two fused ones not at all.
    private int Readers(int index) =>
        _graph.Nodes.Where((_, i) => !_ends.Contains(i)).Sum(n => n.Inputs.Count(i => i == index)) + (index == _graph.Nodes.Length - 1 ? 1 : 0);

    private void Distribute(StageStream stream, int readers)
    {
        for (var fork = 0; readers > 1; readers--, fork++)
        {
            StageStream one = Stream(stream.Node), rest = Stream(stream.Node);
            var name = $"{StageNames.Of(stream.Node, _graph.Nodes[stream.Node].Name)}_fork{fork}";
            _stages.Add(new ForkStage(name, stream.Node, [stream], [one, rest]));
            _unread[stream.Node].Enqueue(one);
            stream = rest;
        }

        _unread[stream.Node].Enqueue(stream);
    }

    private StageStream Stream(int node)
    {
        var stream = new StageStream(_streams.Count, node, _graph.Nodes[node].Shape, _graph.Nodes[node].Format);
        _streams.Add(stream);
        return stream;
    }
}
