using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export;

/// <summary>The scale of each node in the file.</summary>
internal static class ScaleRule
{
    /// <summary>The package's scale as float32; operators that pass integers on pass the scale on too, whatever the package says.</summary>
    public static double Of(IntegerNode node, IReadOnlyList<CarriedValue> inputs) =>
        node.Operator is IntegerMaxPool2d or IntegerUpsample2x ? inputs[0].Scale : Carrier.Stored(node.Scale);
}
