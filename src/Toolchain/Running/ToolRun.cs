using System.ComponentModel;
using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Toolchain.Running;

/// <summary>How a short run of a tool ended.</summary>
internal sealed record ToolOutput(int Status, byte[] Output, string Errors);

/// <summary>Runs a tool to its end and keeps what it says.</summary>
internal static class ToolRun
{
    /// <summary>FS3602 where the program cannot be started.</summary>
    public static Result<ToolOutput> ToEnd(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return new ToolOutput(process.ExitCode, output.ToArray(), errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception e)
        {
            return ToolchainDiagnostics.CannotStart(program, e.Message);
        }
    }
}
