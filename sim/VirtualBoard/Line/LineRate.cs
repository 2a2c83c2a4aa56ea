namespace FpgaSeg.VirtualBoard.Line;

/// <summary>The pace of a virtual line.</summary>
/// <param name="FixedBaud">Bits per second; null when the host's baud counts; 0 for no pace.</param>
public sealed record LineRate(int? FixedBaud)
{
    /// <summary>The baud that the host sets on the terminal. A TCP line has none and is not paced.</summary>
    public static readonly LineRate OfHost = new((int?)null);

    /// <summary>As fast as this machine moves bytes; the board says so in HELLO.</summary>
    public static readonly LineRate Unlimited = new(0);

    /// <summary>A baud of its own, whatever the host sets.</summary>
    public static LineRate Of(int baud) => new(baud);
}
