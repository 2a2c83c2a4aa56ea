using System.Globalization;
using System.Text.RegularExpressions;

namespace FpgaSeg.Boards.Tests;

/// <summary>What a constraints file of any of the three formats says of ports, pins and the clock.</summary>
internal sealed record ConstraintsFile(IReadOnlyDictionary<string, string> Pins, long? ClockHz)
{
    private const string Pin = "(?<pin>[A-Z]+[0-9]+)";

    public static ConstraintsFile Read(string name, string text) => Path.GetExtension(name) switch
    {
        ".xdc" => new(
            Ports(text, $@"^set_property -dict \{{ PACKAGE_PIN {Pin} IOSTANDARD LVCMOS33( PULLUP true)? \}} \[get_ports (\{{(?<port>[\w\[\]]+)\}}|(?<port>\w+))\]$"),
            (long?)(1e9 / Number(text, @"^create_clock -name clk -period ([0-9.]+) \[get_ports clk\]$"))),
        ".lpf" => new(
            Ports(text, $"""^LOCATE COMP "(?<port>\w+)" SITE "{Pin}";$"""),
            (long?)(1e6 * Number(text, """^FREQUENCY PORT "clk" ([0-9.]+) MHZ;$"""))),
        ".cst" => new(Ports(text, $"""^IO_LOC "(?<port>\w+)" {Pin};$"""), ClockHz: null),
        var other => throw new ArgumentException($"No toolchain of ours reads {other}.", nameof(name)),
    };

    private static Dictionary<string, string> Ports(string text, string pattern) => Matches(text, pattern)
        .ToDictionary(m => m.Groups["port"].Value, m => m.Groups["pin"].Value, StringComparer.Ordinal);

    private static double? Number(string text, string pattern) =>
        Matches(text, pattern).Select(m => (double?)double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).SingleOrDefault();

    private static IEnumerable<Match> Matches(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
