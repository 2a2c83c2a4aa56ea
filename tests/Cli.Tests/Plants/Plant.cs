using System.Globalization;

namespace FpgaSeg.Cli.Tests.Plants;

/// <summary>One flipped bit in the generated C++, and what the test knows of it from the integer graph alone.</summary>
/// <param name="Kind">rom, sum, stream or none.</param>
/// <param name="Place">Name of the ROM or of the quantiser's type; the node's number for a stream.</param>
/// <param name="Element">Element of the ROM, number of the requantisation in which the accumulator is first read, or element of the tensor in stream order.</param>
/// <param name="Bit">The bit.</param>
/// <param name="Node">The operator to which it belongs.</param>
/// <param name="Reads">How often the accumulator is read.</param>
/// <param name="Stride">Requantisations from one read to the next.</param>
internal sealed record Plant(string Kind, string Place, long Element, int Bit, int Node, int Reads = 1, int Stride = 1)
{
    /// <summary>No fault.</summary>
    public static readonly Plant None = new("none", "-", 0, 0, -1);

    /// <summary>Its line in the file that the planted program reads.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Place} {Element} {Bit} {Reads} {Stride}");
}
