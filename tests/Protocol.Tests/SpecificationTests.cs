using System.Globalization;
using System.Reflection;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.Protocol.Tests;

/// <summary>docs/link-protocol.md states the numbers that the code has.</summary>
public sealed class SpecificationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "docs", "link-protocol.md"));

    [Fact]
    public void Constants_are_those_of_the_page()
    {
        var stated = Rows().ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal);
        var actual = typeof(LinkConstants).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(f => f.Name, f => Convert.ToInt64(f.GetRawConstantValue()), StringComparer.Ordinal);
        foreach (var type in Enum.GetValues<FrameType>().Where(t => t != FrameType.None))
            actual.Add($"FrameType.{type}", (long)type);
        foreach (var reason in Enum.GetValues<RefusalReason>().Where(r => r != RefusalReason.None))
            actual.Add($"RefusalReason.{reason}", (long)reason);
        Assert.Equal(actual.OrderBy(p => p.Key, StringComparer.Ordinal), stated.OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Payload_sizes_are_those_of_the_page()
    {
        foreach (var (name, bytes) in new[]
        {
            ("HELLO", Hello.Bytes), ("HELLO-REPLY", HelloReply.Bytes), ("ACK", Ack.Bytes),
            ("POLL and MASK-ACK", MaskStatus.Bytes), ("FRAME-DONE", FrameDone.Bytes), ("REFUSAL", Refusal.Bytes), ("RESET", 0),
        })
        {
            Assert.Contains($"### {name}, {bytes} bytes", Text, StringComparison.Ordinal);
        }
    }

    /// <summary>Table rows of the form | `Name` | number | ...</summary>
    private static IEnumerable<(string Name, long Value)> Rows() =>
        from line in Text.Split('\n')
        where line.StartsWith("| `", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (cells[1].Trim('`'), Parse(cells[2]));

    private static long Parse(string number) => number.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(number.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(number, CultureInfo.InvariantCulture);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no docs folder above the tests");
        return folder;
    }
}
