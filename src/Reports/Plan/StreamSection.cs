using FpgaSeg.Planning;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Plan;

/// <summary>The queues between stages.</summary>
internal static class StreamSection
{
    private static readonly TableHead[] Heads =
    [
        new("from", "the stage that writes it", IsNumber: false),
        new("to", "the stage that reads it", IsNumber: false),
        new("channels", "of a pixel"),
        new("bits", "of a pixel"),
        new("depth", "pixels that it holds"),
        new("KiB", "its bits"),
        new("made of", "what holds them", IsNumber: false),
        new("block RAM", "blocks, halves counted half"),
        new("LUT mem", "look-up tables that are memory"),
    ];

    public static Markup DrawStreams(PlanFit fit) => Section.Of(
        "streams",
        "Queues",
        "Every stream has one writer and one reader. Depths come from a run of the schedule on tokens, which proves that the design cannot deadlock with them.",
        Section.Table("stream-table", "Streams", Heads, fit.Streams.Select(s => Row(s, policy: null))));

    public static Markup DrawSkips(PlanFit fit) => Section.Of(
        "skips",
        "Skips",
        "Streams that bypass other stages and wait where they join.",
        Section.Table("skip-table", "Skips", [.. Heads, new("policy", "how it is held", IsNumber: false)], fit.Plan.Skips.Select(s => Row(fit.Streams[s.Stream.Stream.Id], s))));

    private static Markup Row(StreamCost s, SkipPlan? policy)
    {
        var (stream, depth) = (s.Plan.Stream, s.Plan.Depth);
        var size = (double)depth * stream.BitsPerPixel / 8 / 1024;
        return Markup.Of($"""
            <tr><th scope="row">{s.From.Name}</th><td class="wraps">{s.To.Name}</td>{Section.Number(stream.Shape.Channels, $"{stream.Shape.Channels}")}{Section.Number(stream.BitsPerPixel, $"{stream.BitsPerPixel}")}{Section.Number(depth, $"{depth:N0}")}{Section.Number(size, $"{size:0.0}")}<td>{(s.Plan.Memory.IsBlockRam ? "block RAM" : "LUT")}</td>{Section.Number(s.BlockRam, $"{s.BlockRam:0.#}")}{Section.Number(s.MemoryLuts, $"{s.MemoryLuts:N0}")}{(policy is null ? Markup.Empty : Markup.Of($"<td>{policy.PolicyName}</td>"))}</tr>

            """);
    }
}
