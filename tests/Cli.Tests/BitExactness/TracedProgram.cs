using System.Diagnostics;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.VirtualBoard.Compiled;

namespace FpgaSeg.Cli.Tests.BitExactness;

/// <summary>The traced build of the generated C++, compiled as the test says.</summary>
internal sealed class TracedProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TracedProgram(Pipeline pipeline, string compiler, string flags)
    {
        pipeline.CopyBuildTo(_folder["build"]);
        Run("make", ["csim-traced", $"CXX={compiler}", $"CXXFLAGS=-std=c++17 -Wall -Wextra -Werror {flags}"], []);
    }

    public static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Computes images; the traced tensors of all of them, image after image.</summary>
    public IReadOnlyList<TracedTensor> Trace(IEnumerable<FeatureMap<byte>> images)
    {
        var trace = _folder["trace"];
        File.Delete(trace);
        Run(_folder["build/bin/csim-traced"], ["serve", "--trace", trace], [.. images.SelectMany(PixelTensor.Interleave)]);
        return TraceFile.Read(trace).Value;
    }

    public void Dispose() => _folder.Dispose();

    // A sanitizer reports on standard error and a clean program says nothing there.
    private void Run(string program, string[] arguments, byte[] input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = _folder["build"],
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.BaseStream.CopyToAsync(Stream.Null), process.StandardError.ReadToEndAsync());
        using (var pipe = process.StandardInput.BaseStream)
            pipe.Write(input);
        process.WaitForExit();
        output.GetAwaiter().GetResult();
        Assert.Equal("", errors.GetAwaiter().GetResult());
        Assert.Equal(0, process.ExitCode);
    }
}
