using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Planning;
using FpgaSeg.Simulator.Fast.Rows;
using FpgaSeg.Simulator.Fast.Stages;

namespace FpgaSeg.Simulator.Fast;

/// <summary>What is fixed before the first image: stages, packed weights, proven scales, the place of every map. Simulators of several threads share it.</summary>
internal sealed class FastPlan
{
    public FastPlan(DataflowGraph<IntegerNode> graph, InstructionSet instructions, bool fuse)
    {
        (Graph, Kernels) = (graph, RowKernels.Of(instructions));
        Layouts = [.. graph.Nodes.Select(n => new MapLayout(n.Shape, n.Format))];
        Stages = new StagePlanner(graph, Layouts, Kernels, fuse).Plan();
        Arena = new ArenaPlan(Layouts, Stages, keepAll: !fuse);
        ScratchBytes = RowKernels.Align(Stages.Select(s => s.ScratchBytes).DefaultIfEmpty(0).Max() + RowKernels.Alignment);
    }

    public DataflowGraph<IntegerNode> Graph { get; }

    public RowKernels Kernels { get; }

    public MapLayout[] Layouts { get; }

    public IReadOnlyList<Stage> Stages { get; }

    public ArenaPlan Arena { get; }

    /// <summary>Scratch memory of one thread.</summary>
    public int ScratchBytes { get; }
}
