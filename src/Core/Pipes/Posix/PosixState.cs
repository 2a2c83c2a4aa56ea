namespace FpgaSeg.Core.Pipes.Posix;

/// <summary>The state of a descriptor, asked without waiting.</summary>
public static class PosixState
{
    /// <summary>Whether the other side of a terminal has hung up.</summary>
    public static bool IsHungUp(int descriptor)
    {
        Span<PollEntry> entry = [new PollEntry { Descriptor = descriptor, Wanted = LibC.PollIn }];
        return LibC.Poll(entry, 1, 0) > 0 && (entry[0].Seen & LibC.PollHangUp) != 0;
    }
}
