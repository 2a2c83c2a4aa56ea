using System.Diagnostics;
using System.Text;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>Runs compilers and compiled programs.</summary>
internal static class Tool
{
    /// <summary>Whether the program can be started.</summary>
    public static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs to the end; returns status, standard output and standard error.</summary>
    public static (int Status, byte[] Output, string Errors) Run(string program, IEnumerable<string> arguments, string folder, byte[]? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, e) => errors.AppendLine(e.Data);
        process.BeginErrorReadLine();
        var feed = Task.Run(() =>
        {
            using var pipe = process.StandardInput.BaseStream;
            pipe.Write(input ?? []);
        });
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        feed.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        return (process.ExitCode, output.ToArray(), errors.ToString());
    }

    /// <summary>Runs a compiler that must succeed without a word.</summary>
    public static void Compile(string program, IEnumerable<string> arguments, string folder)
    {
        var (status, output, errors) = Run(program, arguments, folder);
        Assert.True(status == 0, $"{program}: {Encoding.UTF8.GetString(output)}{errors}");
    }
}
