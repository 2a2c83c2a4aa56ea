using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import.Onnx.External;

/// <summary>Reads files below a model's folder, each once. A location that leaves the folder, also through a link, is refused.</summary>
internal sealed class ExternalFolder(string folder, string at)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The files that were read, in order of their first use.</summary>
    public List<byte[]> Read { get; } = [];

    /// <summary>The content of a file: FS1440, FS1441.</summary>
    public Result<byte[]> Open(string tensor, string location)
    {
        if (_files.TryGetValue(location, out var known))
            return known;
        var shown = PickleStack.Shown(location);
        if (Problem(location) is { } problem)
            return ExternalErrors.Place(at, tensor, shown, problem);
        try
        {
            var file = new FileInfo(Path.Combine(folder, location));
            if (!file.Exists)
                return ExternalErrors.File(at, tensor, shown, "there is no such file");
            if ((_bytes += file.Length) > ModelFile.MaxBytes)
                return ExternalErrors.File(at, tensor, shown, $"models of up to {ModelFile.MaxBytes} bytes are read");
            var content = File.ReadAllBytes(file.FullName);
            _files.Add(location, content);
            Read.Add(content);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ExternalErrors.File(at, tensor, shown, e.Message.Replace(folder, ".", StringComparison.Ordinal));
        }
    }

    /// <summary>Why a location is refused, or null.</summary>
    private string? Problem(string location)
    {
        if (location.Length == 0)
            return "which is no name";
        if (location.Any(char.IsControl) || location.Contains(':') || location.Contains('\\'))
            return "which no file of a portable model is called";
        if (Path.IsPathRooted(location))
            return "an absolute path";
        var parts = location.Split('/');
        if (parts.Contains(".."))
            return "which climbs out of its folder";
        var path = folder;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                return "which is a link";
        }

        return null;
    }
}
