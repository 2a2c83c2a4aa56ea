namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>A folder that goes with its owner.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fpgaseg-hls-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
