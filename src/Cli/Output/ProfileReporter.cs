using System.Text.Json.Serialization;
using FpgaSeg.Reports.Profile;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>profile --json. Times are the best of the rounds; share_of_bound is the machine's own least time over the time.</summary>
internal sealed record ProfileReport(
    string ModelId,
    string InstructionSet,
    int Threads,
    double Ms,
    double ImagesPerSecond,
    long Macs,
    double MacsPerSecond,
    double PeakMacsPerSecond,
    double PeakBytesPerSecond,
    double ShareOfBound,
    ProfileStageJson[] Stages);

/// <summary>Operators that are computed together.</summary>
internal sealed record ProfileStageJson(string[] Operators, string Kinds, double Ms, double ShareOfTime, long Macs, double MacsPerSecond, long Bytes, double ShareOfBound);

[JsonSerializable(typeof(ProfileReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;

/// <summary>What profile prints.</summary>
internal static class ProfileReporter
{
    public static void Print(CommandOutput output, ProfileContent content, string instructions, int threads)
    {
        output.Report(() => Json(content, instructions, threads), () => ProfileJsonContext.Default.ProfileReport);
        if (output.Json)
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("operators", "kinds", "ms", "% time", "M MAC", "G MAC/s", "% bound");
        foreach (var s in content.Stages)
        {
            table.AddRow(
                Markup.Escape(s.Operators[^1]), s.Kinds, $"{1000 * s.Seconds:F3}", $"{100 * s.Seconds / content.Seconds:F1}", $"{s.Macs / 1e6:F1}", $"{s.Macs / s.Seconds / 1e9:F1}",
                $"{100 * s.BoundSeconds / s.Seconds:F0}");
        }

        output.Tables.Write(table);
        output.Say($"{1000 * content.Seconds:F2} ms per image, {1 / content.Seconds:F1} images/s, {content.Macs / content.Seconds / 1e9:F1} G MAC/s with {instructions}, threads: {threads}");
        output.Say(
            $"{100 * content.ShareOfBound:F0} % of this machine's bound: {content.PeakMacs / 1e9:F1} G MAC/s exact from registers, {content.PeakBytes / 1e9:F1} GB/s of memory, both measured");
    }

    private static ProfileReport Json(ProfileContent content, string instructions, int threads) => new(
        content.ModelId,
        instructions,
        threads,
        1000 * content.Seconds,
        1 / content.Seconds,
        content.Macs,
        content.Macs / content.Seconds,
        content.PeakMacs,
        content.PeakBytes,
        content.ShareOfBound,
        [.. content.Stages.Select(s => new ProfileStageJson(
            [.. s.Operators], s.Kinds, 1000 * s.Seconds, s.Seconds / content.Seconds, s.Macs, s.Macs / s.Seconds, s.Bytes, s.BoundSeconds / s.Seconds))]);
}
