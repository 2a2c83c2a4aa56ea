namespace FpgaSeg.HostDriver.Session;

/// <summary>How long a session waits. Times for bytes on the line are added from the baud.</summary>
public sealed record SessionOptions
{
    /// <summary>Wait for the answer to one HELLO.</summary>
    public TimeSpan HelloDeadline { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often HELLO is sent before the board counts as absent.</summary>
    public int HelloAttempts { get; init; } = 4;

    /// <summary>Quiet time after which the host asks the board where it stands. It must be longer than the latency timer of USB adapters (16 ms).</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Quiet time after which the board counts as gone.</summary>
    public TimeSpan SilenceDeadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest wait for a mask after its image has arrived and the mask before it is done.</summary>
    public TimeSpan MaskDeadline { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How often an image is sent again from its start because the board lost its session.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>Images handed to the link at a time: one computes while the next is sent.</summary>
    public int Lookahead { get; init; } = 2;
}
