using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export;

/// <summary>The scale of each node in the file.</summary>
internal static class ScaleRule
{
    /// <summary>The package's scale as float32; operators that pass integers on pass the scale on too, whatever the package says.</summary>
    public static double Of(IntegerNode node, IReadOnlyList<CarriedValue> inputs) => PassesOn(node.Operator) ? inputs[0].Scale : Carrier.Stored(node.Scale);

    /// <summary>Whether the integers of the result are those of the first input, or differences and means of them.</summary>
    public static bool PassesOn(IntegerOperator op) => op is IntegerMaxPool2d or IntegerResize2d or IntegerMargin
        or IntegerConcat or IntegerChannelSelect or IntegerCropPad or IntegerDepthToSpace;
}
