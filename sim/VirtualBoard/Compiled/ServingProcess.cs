using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.VirtualBoard.Compiled;

/// <summary>A running "csim serve": one image on its standard input, one mask on its standard output, until its input ends.</summary>
internal sealed class ServingProcess : IAsyncDisposable
{
    private const int TailCharacters = 2000;
    private readonly string _program;
    private readonly Process? _process;
    private readonly StringBuilder _messages = new();
    private readonly string? _startError;

    private ServingProcess(string program, Process? process, string? startError)
    {
        (_program, _process, _startError) = (program, process, startError);
        if (process is null)
            return;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts the program; when that fails, the first image reports it.</summary>
    public static ServingProcess Start(string program, string folder, string? tracePath)
    {
        string[] arguments = tracePath is null ? ["serve"] : ["serve", "--trace", tracePath];
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new ServingProcess(program, Process.Start(start), null);
        }
        catch (Win32Exception e)
        {
            return new ServingProcess(program, null, e.Message);
        }
    }

    /// <summary>Sends an image and reads its mask.</summary>
    public async Task<Result<byte[]>> ComputeAsync(byte[] image, int maskBytes, CancellationToken cancellation)
    {
        if (_process is null)
            return VirtualBoardErrors.ProgramFailed(_program, $"it could not be started ({_startError})", "");
        try
        {
            var input = _process.StandardInput.BaseStream;
            await input.WriteAsync(image, cancellation);
            await input.FlushAsync(cancellation);
            var mask = new byte[maskBytes];
            await _process.StandardOutput.BaseStream.ReadExactlyAsync(mask, cancellation);
            return mask;
        }
        catch (IOException)
        {
            await _process.WaitForExitAsync(cancellation);
            return VirtualBoardErrors.ProgramFailed(_program, $"exit code {_process.ExitCode}", Messages());
        }
    }

    /// <summary>Ends its input and waits until it has ended.</summary>
    public async Task FinishAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Note(string? line)
    {
        lock (_messages)
            _messages.AppendLine(line);
    }

    private string Messages()
    {
        lock (_messages)
        {
            var text = _messages.ToString().Trim();
            return text.Length > TailCharacters ? text[^TailCharacters..] : text;
        }
    }
}
