using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx;

/// <summary>Zeros around a map that a Pad node puts there and that the window after it can put there itself.</summary>
internal readonly record struct ZeroPadding(int Top, int Left, int Bottom, int Right)
{
    /// <summary>Looks through a padding node: what it pads, and by how much; the map itself where there is none.</summary>
    /// <param name="reading">The node with the window.</param>
    /// <param name="map">What it reads.</param>
    /// <param name="height">Padding of as many rows or more stays a node: windows would lie in it alone.</param>
    /// <param name="width">The same for columns.</param>
    public static (MapValue Map, ZeroPadding Padding) Before(NodeReading reading, MapValue map, long height, long width)
    {
        if (reading.Maker(map) is not { Operator: FloatCropPad pad } maker || map.Shape is not { } outer)
            return (map, default);
        var inner = reading.InputOf(maker);
        var (rows, columns) = (inner.Shape!.Value.Height, inner.Shape.Value.Width);
        var padding = new ZeroPadding(-pad.Top, -pad.Left, outer.Height - rows + pad.Top, outer.Width - columns + pad.Left);
        var fits = padding is { Top: >= 0, Left: >= 0, Bottom: >= 0, Right: >= 0 }
            && Math.Max(padding.Top, padding.Bottom) < height && Math.Max(padding.Left, padding.Right) < width;
        return fits ? (inner, padding) : (map, default);
    }

    public bool IsNone => this == default;

    /// <summary>The map with its padding.</summary>
    public FeatureShape Around(FeatureShape map) => map with { Height = map.Height + Top + Bottom, Width = map.Width + Left + Right };

    /// <summary>The window with this padding outside its own.</summary>
    public WindowGeometry Added(WindowGeometry window) => window with
    {
        PadTop = window.PadTop + Top,
        PadLeft = window.PadLeft + Left,
        PadBottom = window.PadBottom + Bottom,
        PadRight = window.PadRight + Right,
    };
}
