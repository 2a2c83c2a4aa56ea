using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>
/// Partitions the float graph into fusions: ReLU joins the operator before it where nobody else reads the value between (it is then a clip),
/// and a batch norm after such a ReLU joins the convolution (it is then M and B).
/// </summary>
public static class FusionFinder
{
    /// <summary>The fusions in topological order of their last nodes.</summary>
    public static IReadOnlyList<Fusion> Find(DataflowGraph<FloatNode> graph)
    {
        var (fusions, taken) = (new List<Fusion>(), new HashSet<int>());
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (taken.Contains(i))
                continue;
            var fusion = Grow(graph, i);
            fusions.Add(fusion);
            taken.UnionWith([fusion.Root, fusion.PostAffine ?? fusion.Last, fusion.Last]);
            if (fusion.HasRelu)
                taken.Add(graph.Consumers(fusion.Root)[0]);
        }

        return [.. fusions.OrderBy(f => f.Last)];
    }

    private static Fusion Grow(DataflowGraph<FloatNode> graph, int root)
    {
        var alone = new Fusion(root, HasRelu: false, PostAffine: null, root);
        if (graph.Nodes[root].Operator is not (FloatConv2d or FloatAffine or FloatAdd or FloatSub or FloatMul or FloatAveragePool2d or FloatPRelu))
            return alone;
        if (OnlyReader(graph, root) is not { } relu || graph.Nodes[relu].Operator is not FloatActivation { Function: { IsRectifier: true } function })
            return alone;
        // Only plain ReLU: the accumulator's rectifier has no upper limit.
        if (function.Equals(ActivationFunction.Relu) && graph.Nodes[root].Operator is FloatConv2d && OnlyReader(graph, relu) is { } affine && graph.Nodes[affine].Operator is FloatAffine)
            return new Fusion(root, HasRelu: true, affine, affine);
        return new Fusion(root, HasRelu: true, PostAffine: null, relu);
    }

    private static int? OnlyReader(DataflowGraph<FloatNode> graph, int index) =>
        graph.Consumers(index) is [var reader] ? reader : null;
}
