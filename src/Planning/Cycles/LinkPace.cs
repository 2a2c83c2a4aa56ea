namespace FpgaSeg.Planning.Cycles;

/// <summary>How fast a byte stream of the link is at most; no more than one byte per cycle.</summary>
/// <param name="Cycles">Cycles of the design's clock.</param>
/// <param name="Bytes">Bytes that take them.</param>
public readonly record struct LinkPace(long Cycles, long Bytes)
{
    /// <summary>The stream's own limit.</summary>
    public static LinkPace EveryCycle => new(1, 1);

    /// <summary>Cycles after the first byte at which byte <paramref name="index"/> passes.</summary>
    internal long At(long index) => index * Cycles / Bytes;

    /// <summary>Cycles of so many bytes.</summary>
    internal long Of(int bytes) => ((bytes * Cycles) + Bytes - 1) / Bytes;
}
