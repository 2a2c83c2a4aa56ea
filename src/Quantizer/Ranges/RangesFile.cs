using System.Collections.Immutable;
using System.Text.Json;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Quantizer.Ranges;

/// <summary>Reads and writes ranges files; <see cref="RangesCheck"/> holds one against a network.</summary>
public static class RangesFile
{
    /// <summary>The format that this version writes and reads.</summary>
    public const string Format = "fpgaseg-ranges-1";

    /// <summary>The text of a ranges file: the same plan gives the same text.</summary>
    /// <param name="plan">Scales and widths.</param>
    /// <param name="sourceSha256">Hash of the model file, for people.</param>
    public static string Write(RangePlan plan, string sourceSha256)
    {
        var document = new RangesDocument(
            Format,
            sourceSha256,
            Sorted(plan.Activations, r => new ValueDocument(r.Format.Bits, r.Format.IsSigned, r.Scale)),
            plan.Skips.IsEmpty ? null : Sorted(plan.Skips, r => new ValueDocument(r.Format.Bits, r.Format.IsSigned, r.Scale)),
            Sorted(plan.Weights, r => new WeightDocument(r.Bits, r.Scales)),
            plan.Equalization.IsEmpty ? null : Sorted(plan.Equalization, f => f));
        return JsonSerializer.Serialize(document, RangesContext.Default.RangesDocument) + "\n";
    }

    /// <summary>Writes a ranges file, whole or not at all.</summary>
    public static Result<Unit> Save(RangePlan plan, string sourceSha256, string path)
    {
        try
        {
            AtomicFile.WriteText(path, Write(plan, sourceSha256));
            return default(Unit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return RangesDiagnostics.Unwritable(path, e.Message);
        }
    }

    /// <summary>Reads a ranges file; whether it fits a network is another question.</summary>
    public static Result<RangePlan> Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return RangesDiagnostics.Unreadable(path, e.Message);
        }
    }

    /// <summary>Parses the text of a ranges file; <paramref name="path"/> is for diagnostics.</summary>
    public static Result<RangePlan> Parse(string text, string path)
    {
        RangesDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(text, RangesContext.Default.RangesDocument);
        }
        catch (JsonException e)
        {
            return RangesDiagnostics.Unreadable(path, e.Message);
        }

        if (document?.Format != Format)
            return RangesDiagnostics.Unreadable(path, $"its format is '{document?.Format}', not '{Format}'.");
        return new RangePlan
        {
            Activations = Immutable(document.Activations, Range),
            Skips = Immutable(document.Skips, Range),
            Weights = Immutable(document.Weights, w => new WeightRange(w.Bits, w.Scales)),
            Equalization = Immutable(document.Equalization, f => f),
        };
    }

    private static ValueRange Range(ValueDocument v) => new(new NumberFormat(v.Bits, v.Signed), v.Scale);

    private static SortedDictionary<string, TTo> Sorted<TFrom, TTo>(ImmutableSortedDictionary<string, TFrom> from, Func<TFrom, TTo> convert) =>
        new(from.ToDictionary(p => p.Key, p => convert(p.Value)), StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, TTo> Immutable<TFrom, TTo>(SortedDictionary<string, TFrom>? from, Func<TFrom, TTo> convert) =>
        (from ?? []).ToImmutableSortedDictionary(p => p.Key, p => convert(p.Value), StringComparer.Ordinal);
}
