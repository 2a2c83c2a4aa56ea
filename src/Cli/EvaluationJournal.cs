using System.Globalization;
using System.Text;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using FpgaSeg.Core.Metrics;
using FpgaSeg.Verification.Accuracy;

namespace FpgaSeg.Cli;

/// <summary>
/// What evaluate has measured so far: a text file with a line per image, so that a run that ended early goes on where it stopped. Images are known by
/// their bytes and their masks'; a line that was cut off counts as none.
/// </summary>
internal sealed class EvaluationJournal
{
    private const int Counts = 4;

    private readonly string? _path;
    private readonly Dictionary<string, string> _lines;

    private EvaluationJournal(string? path, Dictionary<string, string> lines) => (_path, _lines) = (path, lines);

    /// <summary>The journal in a file, or without a path one that remembers nothing: FS1913 when it is that of other networks, FS1911 when it cannot be read or written.</summary>
    /// <param name="path">The file, or null.</param>
    /// <param name="networks">Files of the networks; "-" where there is none.</param>
    /// <param name="settings">What else the results depend on.</param>
    public static Result<EvaluationJournal> Open(string? path, IEnumerable<string> networks, string settings)
    {
        if (path is null)
            return new EvaluationJournal(null, []);
        try
        {
            var header = $"fpgaseg-evaluate-1 {string.Join(' ', networks.Select(n => n == "-" ? n : MaskJournal.Hash(n)))} {settings}".TrimEnd();
            var lines = File.Exists(path) ? MaskJournal.Whole(File.ReadAllText(path)) : [];
            if (lines.Length > 0 && lines[0] != header)
                return OtherNetworks(path, lines[0], header);
            AtomicFile.WriteText(path, string.Concat(lines.DefaultIfEmpty(header).Select(l => l + "\n")));
            return new EvaluationJournal(path, lines.Skip(1).Select(l => l.Split(':')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException or IndexOutOfRangeException)
        {
            return MaskJournal.Unusable(path, error.Message);
        }
    }

    /// <summary>What an earlier run measured on these files, or null.</summary>
    public ImageAccuracy? Find(string name, string image, string mask)
    {
        if (_lines.Count == 0 || !_lines.TryGetValue(Key(image, mask), out var line))
            return null;
        var parts = line.Split(' ');
        double? changed = parts[2] == "-" ? null : double.Parse(parts[2], CultureInfo.InvariantCulture);
        return new ImageAccuracy(name, Read(parts[0]), Read(parts[1]), changed);
    }

    /// <summary>Notes a result.</summary>
    public void Add(ImageAccuracy result, string image, string mask)
    {
        if (_path is not null)
            File.AppendAllText(_path, $"{Key(image, mask)}:{Write(result.Float)} {Write(result.Fixed)} {result.ChangedPixelsPercent?.ToString("R") ?? "-"}\n");
    }

    private static string Key(string image, string mask) => $"{MaskJournal.Hash(image)} {MaskJournal.Hash(mask)}";

    private static string Write(ConfusionCounts? counts) =>
        counts is { } c ? $"{c.TruePositives},{c.FalsePositives},{c.FalseNegatives},{c.TrueNegatives}" : "-";

    private static ConfusionCounts? Read(string text)
    {
        if (text == "-")
            return null;
        var counts = Array.ConvertAll(text.Split(',', Counts), long.Parse);
        return new ConfusionCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    internal static Diagnostic OtherNetworks(string path, string there, string now) => new(
        "FS1913",
        "The results that are there were measured on other networks or settings.",
        path,
        $"it begins with '{there}'; this run's would begin with '{now}'.",
        "name another file with --journal, or delete this one to measure anew.");
}
