using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Functions;

namespace FpgaSeg.Import.Onnx.Values;

/// <summary>
/// A value that depends on the image: a function of every element of a map, seen through a layout. After an error there may be no node
/// (-1) or no known shape, so that later nodes are still checked.
/// </summary>
/// <param name="Node">The float node whose output is the map.</param>
/// <param name="Map">Shape of the map.</param>
/// <param name="Layout">The dimensions that ONNX sees; null where the shape is unknown.</param>
/// <param name="Function">What is still to be applied to each element.</param>
/// <param name="Source">The node that made it, after which the operator that applies the function is named.</param>
/// <param name="Head">Whether it is the end of the network.</param>
/// <param name="Class">Channel that a <see cref="HeadKind.Probability"/> belongs to.</param>
/// <param name="Operand">What the last function was applied to; null where the value is no function of one operand.</param>
internal sealed record TensorValue(
    int Node,
    FeatureShape? Map,
    TensorLayout? Layout,
    ScalarExpression Function,
    OnnxNode? Source = null,
    HeadKind Head = HeadKind.None,
    int Class = 0,
    TensorValue? Operand = null)
{
    /// <summary>What an unreadable node leaves behind; the reason is already in the error list.</summary>
    public static readonly TensorValue Unknown = Of(MapValue.Unknown);

    /// <summary>A map as 1 x channels x rows x columns.</summary>
    public static TensorValue Of(MapValue map) =>
        new(map.Node, map.Shape, map.Shape is { } shape ? TensorLayout.ChannelsFirst(shape) : null, ScalarExpression.Source);

    /// <summary>A map in a layout.</summary>
    public static TensorValue Of(MapValue map, TensorLayout? layout) =>
        new(map.Node, map.Shape, map.Shape is null ? null : layout, ScalarExpression.Source);

    /// <summary>Whether the function is x itself.</summary>
    public bool IsPlain => ReferenceEquals(Function, ScalarExpression.Source);
}
