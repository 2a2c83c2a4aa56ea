namespace FpgaSeg.Toolchain.Tests;

/// <summary>Shell scripts that stand in for tools.</summary>
internal static class Script
{
    public static void Write(string path, string text)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
