using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Graph.Analysis;

/// <summary>One node in numbers.</summary>
/// <param name="Index">Its place in execution order.</param>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Its kind.</param>
/// <param name="Inputs">Indices of the nodes it reads.</param>
/// <param name="Shape">Shape of its output.</param>
/// <param name="Format">Number format of its output: f32, u8, s17.</param>
/// <param name="Cost">Parameters and multiply-accumulates.</param>
/// <param name="WeightBytes">Bytes of its weights at their width: 4 per parameter in float.</param>
/// <param name="ActivationBytes">Bytes of its output at its format.</param>
public sealed record NodeSummary(
    int Index,
    string Name,
    string Operator,
    ImmutableArray<int> Inputs,
    FeatureShape Shape,
    string Format,
    OperatorCost Cost,
    long WeightBytes,
    long ActivationBytes);

/// <summary>A network in numbers: what inspect prints and reports show.</summary>
/// <param name="Nodes">One row per node, in execution order.</param>
/// <param name="Memory">Activation memory over the execution.</param>
public sealed record NetworkSummary(ImmutableArray<NodeSummary> Nodes, MemoryProfile Memory)
{
    private const int FloatBytes = sizeof(float);

    /// <summary>Parameters of the whole network.</summary>
    public long Parameters => Nodes.Sum(n => n.Cost.Parameters);

    /// <summary>Multiply-accumulates of its convolutions for one image.</summary>
    public long Macs => Nodes.Sum(n => n.Cost.Macs);

    /// <summary>Bytes of all weights.</summary>
    public long WeightBytes => Nodes.Sum(n => n.WeightBytes);

    /// <summary>A float network: everything is float32.</summary>
    public static NetworkSummary Of(DataflowGraph<FloatNode> graph)
    {
        static long Bytes(FloatNode node) => (long)node.Shape.Count * FloatBytes;
        var rows = graph.Nodes.Select((node, i) =>
        {
            var cost = FloatCosts.Of(graph, i);
            return new NodeSummary(
                i, node.Name, FloatOperatorNames.Of(node.Operator), node.Inputs, node.Shape, "f32", cost, cost.Parameters * FloatBytes, Bytes(node));
        });
        return new NetworkSummary([.. rows], MemoryProfile.Of(graph, Bytes));
    }

    /// <summary>An integer network: every map at its own width. Bytes of weights leave out multipliers and offsets.</summary>
    public static NetworkSummary Of(DataflowGraph<IntegerNode> graph)
    {
        var rows = graph.Nodes.Select((node, i) => new NodeSummary(
            i,
            node.Name,
            OperatorNames.Of(node.Operator),
            node.Inputs,
            node.Shape,
            node.Format.ToString(),
            IntegerCosts.Of(graph, i),
            IntegerBytes.OfWeights(node.Operator),
            IntegerBytes.OfActivation(node)));
        return new NetworkSummary([.. rows], MemoryProfile.Of(graph, IntegerBytes.OfActivation));
    }
}
