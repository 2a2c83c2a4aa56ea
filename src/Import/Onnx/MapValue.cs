using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Import.Onnx;

/// <summary>
/// A feature map while the graph is built. After an error it may have no node (-1) or no known shape, so that later nodes are still
/// checked.
/// </summary>
internal readonly record struct MapValue(int Node, FeatureShape? Shape)
{
    /// <summary>What an unreadable node leaves behind; the reason is already in the error list.</summary>
    public static readonly MapValue Unknown = new(-1, null);
}
