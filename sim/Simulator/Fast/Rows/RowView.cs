namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>What the rows of a map, or between two steps, hold.</summary>
internal enum RowForm
{
    /// <summary>A byte per column and channel.</summary>
    Bytes,

    /// <summary>Two 16-bit integers per column and pair of channels, as convolutions read them.</summary>
    Pairs,

    /// <summary>A 32-bit integer per column and channel.</summary>
    Wide,
}

/// <summary>One row of every channel (or pair of channels), <paramref name="stride"/> bytes apart.</summary>
internal readonly unsafe struct RowView(byte* start, nint stride)
{
    public readonly byte* Start = start;

    public readonly nint Stride = stride;

    public byte* Bytes(int channel) => Start + (channel * Stride);

    public int* Ints(int index) => (int*)(Start + (index * Stride));
}
