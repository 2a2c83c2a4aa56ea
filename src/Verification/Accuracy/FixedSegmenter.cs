using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator;

namespace FpgaSeg.Verification.Accuracy;

/// <summary>The fixed-point network, by the bit-accurate simulator.</summary>
/// <param name="graph">The network.</param>
/// <param name="threads">Threads of one image.</param>
/// <param name="kind">Fast, or the plain loops; the masks are the same.</param>
public sealed class FixedSegmenter(DataflowGraph<IntegerNode> graph, int threads, SimulatorKind kind = SimulatorKind.Fast) : ISegmenter
{
    private readonly ISimulator _simulator = Simulators.Create(graph, threads, kind);

    /// <summary>The same network with memory of its own, for another thread.</summary>
    public FixedSegmenter Share() => new(graph, threads, kind);

    public FeatureShape InputShape => graph.Input.Shape;

    public Mask Segment(FeatureMap<byte> pixels) => Mask.FromMap(_simulator.Run(pixels));
}
