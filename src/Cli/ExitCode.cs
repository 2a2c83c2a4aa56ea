namespace FpgaSeg.Cli;

/// <summary>What the exit status says (DESIGN section 10, docs/adr/0009).</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, but the answer is no: not bit-exact, does not fit.</summary>
    public const int AnswerIsNo = 1;

    /// <summary>Bad usage or input.</summary>
    public const int BadInput = 2;

    /// <summary>Device or link failure.</summary>
    public const int DeviceFailure = 3;

    /// <summary>A bug of ours.</summary>
    public const int Bug = 4;

    /// <summary>Ctrl-C: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>The same of SIGTERM.</summary>
    public const int Terminated = 143;
}
