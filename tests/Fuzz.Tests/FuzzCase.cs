using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Safetensors;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>
/// One damaged file: it becomes a model or coded errors, never an exception, and reading it allocates no more than its size explains. Work
/// is bounded with it: what takes steps takes memory here. A reader that never ends is caught by the tests' time limit.
/// </summary>
internal static partial class FuzzCase
{
    /// <summary>A hang guard, not a measurement: the slowest suite takes seconds.</summary>
    public const int HangMilliseconds = 600_000;

    private const long AllowedBytes = 64 << 20;
    private const long AllowedPerByte = 256;
    private const int LongestText = 20_000;
    private const int LargestRun = 200_000;

    /// <summary>Reads files by format.</summary>
    public static readonly IReadOnlyDictionary<string, Func<byte[], IReadOnlyList<Diagnostic>>> Readers = new Dictionary<string, Func<byte[], IReadOnlyList<Diagnostic>>>
    {
        ["onnx"] = bytes => Run(OnnxImporter.Import(bytes, "damaged.onnx", new ImportOptions())),
        ["pth"] = bytes => Run(new TorchImporter().Import(bytes, "damaged.pth", new ImportOptions(16, 16))),
        ["safetensors"] = bytes => Run(new SafetensorsImporter().Import(bytes, "damaged.safetensors", new ImportOptions(16, 16))),
        ["fsq"] = bytes => ModelPackageFile.Read(bytes, "damaged.fsq").Errors,
    };

    /// <summary>Reads <paramref name="bytes"/>; fails with <paramref name="what"/>, which says how to make them again.</summary>
    public static IReadOnlyList<Diagnostic> Check(string format, byte[] bytes, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<Diagnostic> errors = [];
        try
        {
            errors = Readers[format](bytes);
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= AllowedBytes + (AllowedPerByte * bytes.Length), $"{what}: {allocated} bytes allocated for a file of {bytes.Length}");
        foreach (var error in errors)
            Assert.True(Code().IsMatch(error.Code) && error.ToString().Length < LongestText && !error.ToString().Any(IsTerminalControl), $"{what}: {error}");
        return errors;
    }

    /// <summary>Reads a good file of each format once, so that what is loaded once is not counted to a case.</summary>
    public static void WarmUp(string format) => Assert.Empty(Readers[format](format switch
    {
        "onnx" => Corpus.Read("pools.onnx"),
        "pth" => Corpus.Read("bn_act.pth"),
        "safetensors" => Corpus.Read("bn_act.safetensors"),
        _ => Corpus.Package(),
    }));

    /// <summary>What a file says about names must not steer the user's terminal.</summary>
    private static bool IsTerminalControl(char c) => char.IsControl(c) && c != '\n';

    /// <summary>An accepted network is also run where it is small: the shapes that the importer promises must hold.</summary>
    private static IReadOnlyList<Diagnostic> Run(Result<ImportedModel> imported)
    {
        if (imported.IsOk && imported.Value.Graph.Nodes.Sum(n => (long)n.Shape.Count) < LargestRun)
            new FloatExecutor(imported.Value.Graph).Run(new FeatureMap<float>(imported.Value.Graph.Input.Shape));
        return imported.Errors;
    }

    [GeneratedRegex("^FS[12][0-9]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
