using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// How a map lies in the arena: planar, rows padded so that vector stores never reach the next row; a byte per integer for formats of at most 8 bits, else four.
/// </summary>
internal sealed unsafe class MapLayout(FeatureShape shape, NumberFormat format)
{
    public FeatureShape Shape { get; } = shape;

    public NumberFormat Format { get; } = format;

    public RowForm Form { get; } = format.Bits <= 8 ? RowForm.Bytes : RowForm.Wide;

    public int RowBytes { get; } = BytesOfRow(shape, format);

    /// <summary>
    /// From channel to channel. One row is left empty: at a power of two the same row of all channels would fall into the same sets of the caches.
    /// </summary>
    public int ChannelBytes { get; } = BytesOfRow(shape, format) * (shape.Height + 1);

    /// <summary>Bytes of the whole map and of what vector loads may touch behind it.</summary>
    public long Size => ((long)ChannelBytes * Shape.Channels) + RowKernels.Alignment;

    public RowView Row(byte* map, int y) => new(map + ((nint)y * RowBytes), ChannelBytes);

    private static int BytesOfRow(FeatureShape shape, NumberFormat format) => RowKernels.Align(shape.Width) * (format.Bits <= 8 ? 1 : sizeof(int));

    /// <summary>The map as the reference kernels take it.</summary>
    public FeatureMap<int> Read(byte* map)
    {
        var result = new FeatureMap<int>(Shape);
        for (var c = 0; c < Shape.Channels; c++)
        {
            for (var y = 0; y < Shape.Height; y++)
            {
                var row = result.Row(c, y);
                var view = Row(map, y);
                for (var x = 0; x < row.Length; x++)
                    row[x] = Form == RowForm.Wide ? view.Ints(c)[x] : Format.IsSigned ? ((sbyte*)view.Bytes(c))[x] : view.Bytes(c)[x];
            }
        }

        return result;
    }

    /// <summary>The inverse of <see cref="Read"/>.</summary>
    public void Write(FeatureMap<int> source, byte* map)
    {
        for (var c = 0; c < Shape.Channels; c++)
        {
            for (var y = 0; y < Shape.Height; y++)
            {
                var row = source.Row(c, y);
                var view = Row(map, y);
                for (var x = 0; x < row.Length; x++)
                {
                    if (Form == RowForm.Wide)
                        view.Ints(c)[x] = row[x];
                    else
                        view.Bytes(c)[x] = (byte)row[x];
                }
            }
        }
    }
}
