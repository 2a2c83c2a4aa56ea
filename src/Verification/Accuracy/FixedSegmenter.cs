using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Verification.Accuracy;

/// <summary>The fixed-point network, by the bit-accurate simulator.</summary>
public sealed class FixedSegmenter(DataflowGraph<IntegerNode> graph, int threads) : ISegmenter
{
    private readonly ReferenceSimulator _simulator = new(graph, threads);

    public FeatureShape InputShape => graph.Input.Shape;

    public Mask Segment(FeatureMap<byte> pixels) => Mask.FromMap(_simulator.Run(pixels));
}
