using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli.Output;

/// <summary>FS1914: standard output takes no more. It ends the command like a cancellation, wherever that stands.</summary>
internal sealed class OutputLost(string reason) : Exception(reason)
{
    public Diagnostic Diagnostic { get; } = new(
        "FS1914",
        "Standard output cannot be written.",
        null,
        reason.EndsWith('.') ? reason : reason + ".",
        "free some space, or send it elsewhere; files that were written are whole.");
}
