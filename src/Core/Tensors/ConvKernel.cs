namespace FpgaSeg.Core.Tensors;

/// <summary>Shape of convolution weights: output channels, input channels per group, kernel height and width.</summary>
public readonly record struct KernelShape(int OutChannels, int InChannelsPerGroup, int Height, int Width)
{
    public int Count => OutChannels * WeightsPerOutput;

    /// <summary>Products that make one output value.</summary>
    public int WeightsPerOutput => InChannelsPerGroup * Height * Width;

    public override string ToString() => $"{OutChannels}x{InChannelsPerGroup}x{Height}x{Width}";
}

/// <summary>Convolution weights in OIHW order.</summary>
public sealed class ConvKernel<T>
    where T : struct
{
    public ConvKernel(KernelShape shape, T[] data)
    {
        if (data.Length != shape.Count)
            throw new ArgumentException($"{data.Length} weights for a kernel of {shape}, which has {shape.Count}.", nameof(data));
        (Shape, Data) = (shape, data);
    }

    public KernelShape Shape { get; }

    public T[] Data { get; }

    public T this[int o, int i, int y, int x] => Data[(((((o * Shape.InChannelsPerGroup) + i) * Shape.Height) + y) * Shape.Width) + x];

    /// <summary>The weights that make output channel <paramref name="o"/>.</summary>
    public ReadOnlySpan<T> Output(int o) => Data.AsSpan(o * Shape.WeightsPerOutput, Shape.WeightsPerOutput);
}
