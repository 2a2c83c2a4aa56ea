namespace FpgaSeg.Core.Tensors;

/// <summary>A feature map in planar order: element (c, y, x) stands at (c * Height + y) * Width + x.</summary>
public sealed class FeatureMap<T>
    where T : struct
{
    /// <summary>A map of zeros.</summary>
    public FeatureMap(FeatureShape shape)
        : this(shape, new T[shape.Count])
    {
    }

    /// <summary>Wraps <paramref name="data"/>, whose length must be the element count of <paramref name="shape"/>.</summary>
    public FeatureMap(FeatureShape shape, T[] data)
    {
        if (data.Length != shape.Count)
            throw new ArgumentException($"{data.Length} elements for a feature map of {shape}, which has {shape.Count}.", nameof(data));
        (Shape, Data) = (shape, data);
    }

    public FeatureShape Shape { get; }

    public T[] Data { get; }

    public T this[int c, int y, int x]
    {
        get => Data[(((c * Shape.Height) + y) * Shape.Width) + x];
        set => Data[(((c * Shape.Height) + y) * Shape.Width) + x] = value;
    }

    /// <summary>The plane of one channel.</summary>
    public Span<T> Channel(int c) => Data.AsSpan(c * Shape.Pixels, Shape.Pixels);

    /// <summary>One row of one channel.</summary>
    public Span<T> Row(int c, int y) => Data.AsSpan(((c * Shape.Height) + y) * Shape.Width, Shape.Width);
}
