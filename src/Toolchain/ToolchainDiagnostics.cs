using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Toolchain;

/// <summary>FS36xx.</summary>
internal static class ToolchainDiagnostics
{
    public static Diagnostic CannotStart(string program, string why) => new(
        "FS3602", $"'{program}' cannot be started.", Why: why, Try: $"install {program} or put its folder on PATH.");
}
