namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>The window size of a pooling node.</summary>
internal readonly record struct PoolKernel(long Height, long Width)
{
    /// <summary>The kernel_shape; null, with the error reported, unless it has two sizes.</summary>
    public static PoolKernel? Of(NodeReading reading)
    {
        if (reading.Attributes.Ints("kernel_shape") is [var height, var width])
            return new PoolKernel(height, width);
        if (!reading.Attributes.Failed)
            reading.Attributes.Refuse(
                "kernel_shape", "not two sizes", "images are pooled over rows and columns.", "use two-dimensional pooling.");
        return null;
    }
}
