using System.ComponentModel;
using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.VirtualBoard.Compiled;

/// <summary>The generated C++ of a build folder as a program of this machine: raw images in, packed masks out.</summary>
public sealed class CompiledDesign : IInferenceEngine, IAsyncDisposable
{
    private const string PlainTarget = "csim";
    private const string TracedTarget = "csim-traced";
    private const int TailLines = 15;

    /// <summary>What make and the shell say of a compiler that is not there.</summary>
    private static readonly string[] NoCompiler = ["g++: not found", "make: g++: No such file"];
    private readonly DesignFolder _folder;
    private readonly string _program;
    private readonly string? _tracePath;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ServingProcess? _process;

    private CompiledDesign(DesignFolder folder, string program, string? tracePath) => (_folder, _program, _tracePath) = (folder, program, tracePath);

    /// <summary>Compiles the plain program (make csim); FS4511 and FS4512 when that fails. Nothing is done when it is up to date.</summary>
    public static Task<Result<CompiledDesign>> BuildAsync(DesignFolder folder, CancellationToken cancellation = default) =>
        BuildAsync(folder, PlainTarget, null, cancellation);

    /// <summary>Compiles the traced program (make csim-traced), which appends every traced tensor of every image to <paramref name="tracePath"/>.</summary>
    public static Task<Result<CompiledDesign>> BuildTracedAsync(DesignFolder folder, string tracePath, CancellationToken cancellation = default) =>
        BuildAsync(folder, TracedTarget, Path.GetFullPath(tracePath), cancellation);

    /// <summary>The packed mask of one image; FS4513 when the program ends or answers wrongly. It is started again for the next image.</summary>
    public async Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            _process ??= ServingProcess.Start(_program, _folder.Path, _tracePath);
            var mask = await _process.ComputeAsync(image, _folder.Manifest.Mask.ByteCount, cancellation);
            if (!mask.IsOk)
                await StopAsync();
            return mask;
        }
        catch (OperationCanceledException)
        {
            // The program is in the middle of an image: its next bytes would be taken for another mask.
            await StopAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the program and waits until it has written its trace.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.FinishAsync();
        await StopAsync();
        _turn.Dispose();
    }

    private static async Task<Result<CompiledDesign>> BuildAsync(DesignFolder folder, string target, string? tracePath, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("make", ["-C", folder.Path, "--no-print-directory", target])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using var make = Process.Start(start)!;
            make.StandardInput.Close();
            using var kill = cancellation.Register(() => make.Kill(entireProcessTree: true));
            var output = make.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = await make.StandardError.ReadToEndAsync(CancellationToken.None);
            await output;
            await make.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            if (make.ExitCode != 0)
                return NoCompiler.Any(text => errors.Contains(text, StringComparison.Ordinal))
                    ? VirtualBoardErrors.ToolMissing("g++")
                    : VirtualBoardErrors.BuildFailed(folder.Path, target, make.ExitCode, Tail(errors));
            return new CompiledDesign(folder, Path.Combine(folder.Path, "bin", target), tracePath);
        }
        catch (Win32Exception)
        {
            return VirtualBoardErrors.ToolMissing("make");
        }
    }

    private static string Tail(string text) => string.Join('\n', text.TrimEnd().Split('\n').TakeLast(TailLines));

    private async ValueTask StopAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    }
}
