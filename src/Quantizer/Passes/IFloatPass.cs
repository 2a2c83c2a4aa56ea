using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Passes;

/// <summary>A rewrite of the float graph that keeps its function.</summary>
public interface IFloatPass
{
    /// <summary>What the pass does, for reports.</summary>
    string Name { get; }

    /// <summary>Rewrites <paramref name="graph"/>; every change is told to <paramref name="log"/> as one line.</summary>
    DataflowGraph<FloatNode> Run(DataflowGraph<FloatNode> graph, Action<string> log);
}
