namespace FpgaSeg.Reports.Profile;

/// <summary>What the page of a profile shows.</summary>
/// <param name="File">Name of the model's file.</param>
/// <param name="ModelId">SHA-256 of the package.</param>
/// <param name="Input">Shape of the image.</param>
/// <param name="Machine">Instruction set and threads.</param>
/// <param name="Tool">Name and version.</param>
/// <param name="PeakMacs">Measured multiply-adds per second that the machine can do at most.</param>
/// <param name="PeakBytes">Measured bytes per second.</param>
/// <param name="Seconds">Time of an image.</param>
/// <param name="Stages">Parts of the network in the order in which they run.</param>
public sealed record ProfileContent(
    string File, string ModelId, string Input, string Machine, string Tool, double PeakMacs, double PeakBytes, double Seconds, IReadOnlyList<ProfileRow> Stages)
{
    public long Macs => Stages.Sum(s => s.Macs);

    /// <summary>Share of the machine's own limit that the network reaches.</summary>
    public double ShareOfBound => Stages.Sum(s => s.BoundSeconds) / Seconds;
}

/// <summary>Operators that are computed together.</summary>
/// <param name="Operators">Their names.</param>
/// <param name="Kinds">What they are: "conv2d + add".</param>
/// <param name="Macs">Multiply-adds.</param>
/// <param name="Bytes">Bytes of maps read and written.</param>
/// <param name="Seconds">Measured time.</param>
/// <param name="BoundSeconds">The least time that the machine could take.</param>
public sealed record ProfileRow(IReadOnlyList<string> Operators, string Kinds, long Macs, long Bytes, double Seconds, double BoundSeconds);
