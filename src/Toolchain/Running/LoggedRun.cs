using System.ComponentModel;
using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Toolchain.Running;

/// <summary>Runs a tool for as long as it takes: every line goes into a log file and to a listener.</summary>
internal static class LoggedRun
{
    private const int TailLines = 8;

    /// <summary>FS3602 to FS3607 where it cannot be started, fails, takes longer than allowed, or the log cannot be written.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the tool and what it started are ended then.</exception>
    public static async Task<Result<Unit>> ToEndAsync(
        string program, IReadOnlyList<string> arguments, string folder, string log, Action<string> listener, TimeSpan? limit, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var expiry = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, expiry.Token);
        try
        {
            using var lines = new LogWriter(Path.Combine(folder, log), listener);
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var kill = stop.Token.Register(() => process.Kill(entireProcessTree: true));
            await Task.WhenAll(lines.TakeAsync(process.StandardOutput), lines.TakeAsync(process.StandardError)).ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (expiry.IsCancellationRequested)
                return ToolchainDiagnostics.TookTooLong(program, limit!.Value, log);
            if (lines.Failure is { } disk)
                return ToolchainDiagnostics.Disk(log, disk);
            return process.ExitCode == 0 ? default(Unit) : ToolchainDiagnostics.Failed(program, process.ExitCode, log, lines.Tail(TailLines));
        }
        catch (Win32Exception e)
        {
            return ToolchainDiagnostics.CannotStart(program, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ToolchainDiagnostics.Disk(log, e.Message);
        }
    }
}
