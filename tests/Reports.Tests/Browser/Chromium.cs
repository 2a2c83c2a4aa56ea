using System.Diagnostics;

namespace FpgaSeg.Reports.Tests.Browser;

/// <summary>A headless Chromium of its own, with an empty profile.</summary>
internal sealed class Chromium : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("fpgaseg-chromium-");
    private readonly Process _process;
    private Task<string>? _rest;

    public Chromium(string program)
    {
        // Safe switches of a machine without a display, and silence: no updates, no background requests.
        _process = Process.Start(new ProcessStartInfo(program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}", "about:blank",
        ])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>The program's path, or null where none is installed.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Waits for the address of its debugging protocol, which it prints.</summary>
    public async Task<Uri> AddressAsync()
    {
        const string Sentence = "DevTools listening on ";
        using var late = new CancellationTokenSource(Patience);
        while (await _process.StandardError.ReadLineAsync(late.Token) is { } line)
        {
            if (!line.StartsWith(Sentence, StringComparison.Ordinal))
                continue;
            _rest = _process.StandardError.ReadToEndAsync(CancellationToken.None); // a full pipe would stop it
            return new Uri(line[Sentence.Length..]);
        }

        throw new InvalidOperationException("Chromium ended before it could be spoken to.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _rest?.Wait(Patience);
        _process.Dispose();
        _profile.Delete(recursive: true);
    }
}
