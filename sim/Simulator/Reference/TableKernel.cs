using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Table: the entry of the input's low 8 bits.</summary>
internal static class TableKernel
{
    public static FeatureMap<int> Run(IntegerTable op, KernelCall call) =>
        new(call.Node.Shape, Array.ConvertAll(call.Input.Data, x => op.Entries[x & 255]));
}
