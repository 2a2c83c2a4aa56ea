using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.Protocol.Tests;

/// <summary>The SystemVerilog package and the C header state the numbers that the code has, each of them and no other.</summary>
public sealed partial class LanguageConstantsTests
{
    [Fact]
    public void Verilog_package_is_equal() => Same("fpgaseg_link_pkg.sv", Localparam());

    [Fact]
    public void C_header_is_equal() => Same("fpgaseg_link.h", Define());

    private static void Same(string file, Regex line)
    {
        var text = File.ReadAllText(Path.Combine(Root(), "hw", "rtl", file));
        var stated = line.Matches(text).ToDictionary(m => m.Groups["name"].Value, m => Parse(m.Groups["value"].Value), StringComparer.Ordinal);
        Assert.Equal(Expected().OrderBy(p => p.Key, StringComparer.Ordinal), stated.OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    private static Dictionary<string, long> Expected()
    {
        var expected = typeof(LinkConstants).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(f => f.Name, f => Convert.ToInt64(f.GetRawConstantValue()), StringComparer.Ordinal);
        foreach (var type in Enum.GetValues<FrameType>().Where(t => t != FrameType.None))
            expected.Add($"FrameType{type}", (long)type);
        foreach (var reason in Enum.GetValues<RefusalReason>().Where(r => r != RefusalReason.None))
            expected.Add($"RefusalReason{reason}", (long)reason);
        foreach (var (name, bytes) in new[]
        {
            ("Hello", Hello.Bytes), ("HelloReply", HelloReply.Bytes), ("MaskStatus", MaskStatus.Bytes),
            ("Ack", Ack.Bytes), ("FrameDone", FrameDone.Bytes), ("Refusal", Refusal.Bytes),
        })
        {
            expected.Add($"{name}Bytes", bytes);
        }

        return expected;
    }

    /// <summary>8'hFA, 8'd4, 0xFA or 92.</summary>
    private static long Parse(string number)
    {
        var hexadecimal = number.Contains('h', StringComparison.Ordinal) || number.Contains('x', StringComparison.Ordinal);
        var digits = number[(number.LastIndexOfAny(['h', 'd', 'x']) + 1)..];
        return long.Parse(digits, hexadecimal ? NumberStyles.HexNumber : NumberStyles.Integer, CultureInfo.InvariantCulture);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no docs folder above the tests");
        return folder;
    }

    [GeneratedRegex(@"^ *localparam (?:int|logic \[7:0\]) (?<name>\w+) = (?<value>[0-9](?:'[hd])?[0-9A-F]*);$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Localparam();

    [GeneratedRegex(@"^#define FPGASEG_(?<name>\w+) (?<value>(?:0x)?[0-9A-F]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Define();
}
