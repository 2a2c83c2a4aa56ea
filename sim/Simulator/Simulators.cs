using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Simulator;

/// <summary>Which simulator.</summary>
public enum SimulatorKind
{
    /// <summary>Vector instructions, operators computed together.</summary>
    Fast,

    /// <summary>The plain loops that docs/fixed-point.md is read from.</summary>
    Reference,
}

/// <summary>Makes simulators.</summary>
public static class Simulators
{
    /// <summary>A simulator of <paramref name="graph"/> with <paramref name="threads"/> threads for one image, at least 1; neither changes the result.</summary>
    public static ISimulator Create(DataflowGraph<IntegerNode> graph, int threads = 1, SimulatorKind kind = SimulatorKind.Fast) => kind == SimulatorKind.Reference
        ? new ReferenceSimulator(graph, threads)
        : FastSimulator.Create(graph, new FastOptions(threads));
}
