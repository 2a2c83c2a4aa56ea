using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Passes;

/// <summary>What a pass did.</summary>
public sealed record PassLog(string Pass, IReadOnlyList<string> Changes);

/// <summary>The passes before calibration, in order.</summary>
public static class FloatPasses
{
    /// <summary>The list; each entry says why it stands where it does.</summary>
    public static readonly IReadOnlyList<IFloatPass> All =
    [
        // First, so that the batch norm of a transposed convolution stands behind its convolution.
        new MoveScalarsBeforeRearrangement(),
        // Before calibration, so that ranges are measured on the values that the hardware will hold.
        new FoldAffineIntoConv(),
    ];

    /// <summary>Runs every pass and returns the graph with what each did.</summary>
    public static (DataflowGraph<FloatNode> Graph, IReadOnlyList<PassLog> Log) Run(DataflowGraph<FloatNode> graph)
    {
        var log = new List<PassLog>();
        foreach (var pass in All)
        {
            var changes = new List<string>();
            graph = pass.Run(graph, changes.Add);
            log.Add(new PassLog(pass.Name, changes));
        }

        return (graph, log);
    }
}
