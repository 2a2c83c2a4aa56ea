using System.Security.Cryptography;
using System.Text;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.Cli;

/// <summary>
/// Which images have their masks: a text file in the folder of the masks, with a line per image that is added once its files are whole. With it a run that
/// ended early goes on where it stopped; a line that was cut off counts as none.
/// </summary>
internal sealed class MaskJournal
{
    /// <summary>Its name in a folder of masks from a board.</summary>
    public const string StreamFile = ".fpgaseg-stream";

    /// <summary>Its name in a folder of masks from the simulator.</summary>
    public const string SimulateFile = ".fpgaseg-simulate";

    private readonly string _path;
    private readonly HashSet<string> _lines;

    private MaskJournal(string path, HashSet<string> lines) => (_path, _lines) = (path, lines);

    /// <summary>A new journal for a folder, or with <paramref name="resume"/> the one that is there: FS1910 when it is that of another design, FS1911 when it cannot be read or written.</summary>
    public static Result<MaskJournal> OfBoard(string folder, HelloReply board, bool resume) =>
        Open(Path.Combine(folder, StreamFile), $"fpgaseg-stream-1 {board.DesignId} {board.ModelId}", resume, OtherDesign);

    /// <summary>The same for masks of the simulator: FS1912 when it is that of another model.</summary>
    public static Result<MaskJournal> OfModel(string folder, string modelId, bool resume) =>
        Open(Path.Combine(folder, SimulateFile), $"fpgaseg-simulate-1 {modelId}", resume, OtherModel);

    private static Result<MaskJournal> Open(string path, string header, bool resume, Func<string, string, string, Diagnostic> other) => Trying<MaskJournal>(path, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var lines = resume && File.Exists(path) ? Whole(File.ReadAllText(path)) : [];
        if (lines.Length > 0 && lines[0] != header)
            return other(path, lines[0], header);

        // A cut-off line at the end goes; the next one begins its own.
        AtomicFile.WriteText(path, string.Concat(lines.DefaultIfEmpty(header).Select(l => l + "\n")));
        return new MaskJournal(path, [.. lines.Skip(1)]);
    });

    /// <summary>Whether the image as it is now has exactly the files that were written for it; what cannot be read has not.</summary>
    public bool Has(string image, WrittenMask files) =>
        _lines.Count > 0 && File.Exists(files.Mask) && (files.Overlay is null || File.Exists(files.Overlay))
        && Trying<string>(image, () => Line(image, files.Mask)) is { IsOk: true } line && _lines.Contains(line.Value);

    /// <summary>Notes an image whose files are written.</summary>
    public Result<WrittenMask> Add(string image, WrittenMask files) => Trying<WrittenMask>(_path, () =>
    {
        File.AppendAllText(_path, Line(image, files.Mask) + "\n");
        return files;
    });

    // Names are not in it: a folder may be renamed.
    private static string Line(string image, string mask) => $"{Hash(image)} {Hash(mask)} {Path.GetFileName(mask)}";

    /// <summary>SHA-256 of a file.</summary>
    internal static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The lines that end; what a stop cut off counts as none.</summary>
    internal static string[] Whole(string text) => [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static Result<T> Trying<T>(string path, Func<Result<T>> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            return Unusable(path, error.Message);
        }
    }

    internal static Diagnostic OtherDesign(string path, string there, string now) => new(
        "FS1910",
        "The masks that are there were made by another design.",
        path,
        $"it begins with '{there}'; this board's would begin with '{now}'.",
        "leave --resume out, which makes every mask anew, or name another folder with --output.");

    internal static Diagnostic OtherModel(string path, string there, string now) => new(
        "FS1912",
        "The masks that are there were made by another model.",
        path,
        $"it begins with '{there}'; this model's would begin with '{now}'.",
        "leave --resume out, which makes every mask anew, or name another folder with --output.");

    internal static Diagnostic Unusable(string path, string reason) => new(
        "FS1911",
        "The list of finished images cannot be read or written.",
        path,
        reason.EndsWith('.') ? reason : reason + ".",
        "make the folder writable or free some space; masks that are written stay as they are.");
}
