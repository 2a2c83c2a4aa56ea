using System.CommandLine;
using System.Globalization;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;

namespace FpgaSeg.Cli;

/// <summary>--mean and --std: what the network was trained to expect of its input.</summary>
internal sealed class NormalizationOptions
{
    public Option<string?> Mean { get; } = new("--mean")
    {
        Description = "Mean that training subtracted from pixel / 255, one number per channel, separated by commas. Default: 0.",
    };

    public Option<string?> StandardDeviation { get; } = new("--std")
    {
        Description = "Standard deviation that training divided by, likewise. Default: 1.",
    };

    /// <summary>The normalisation, or null if neither option was given.</summary>
    public Result<InputNormalization?> Read(ParseResult parsed)
    {
        var (mean, deviation) = (parsed.GetValue(Mean), parsed.GetValue(StandardDeviation));
        if (mean is null && deviation is null)
            return (InputNormalization?)null!;
        if (Numbers(mean ?? "") is not { } means || Numbers(deviation ?? "") is not { } deviations)
            return Wrong($"--mean '{mean}' and --std '{deviation}' are not lists of numbers.");
        var channels = Math.Max(means.Length, deviations.Length);
        means = means.Length == 0 ? [.. Enumerable.Repeat(0.0, channels)] : means;
        deviations = deviations.Length == 0 ? [.. Enumerable.Repeat(1.0, channels)] : deviations;
        if (means.Length != deviations.Length)
            return Wrong($"--mean has {means.Length} numbers and --std {deviations.Length}.");
        return deviations.All(d => d > 0)
            ? new InputNormalization([.. means], [.. deviations])
            : Wrong($"--std '{deviation}' has a number that is not positive.");
    }

    private static double[]? Numbers(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                return null;
        }

        return numbers;
    }

    private static Diagnostic Wrong(string message) =>
        UsageErrors.Of(message, "give one number per channel: --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225");
}
