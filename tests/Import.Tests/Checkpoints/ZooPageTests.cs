using System.Globalization;
using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Import.Architectures;
using FpgaSeg.Import.Checkpoints;
using FpgaSeg.Import.Safetensors;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>
/// docs/zoo.md against the importer: every network's parameters and multiply-accumulates at 256x256, whether it is imported, and the refusal.
/// What stands after the import is compared in Cli.Tests; the counts of networks that are refused in training/test_zoo_page.py.
/// </summary>
public sealed partial class ZooPageTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "zoo.md")).Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    public static TheoryData<string> Names() => new(Rows.Select(row => row[0]));

    [Fact]
    public void Every_network_of_the_registry_has_a_row()
    {
        var registry = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "networks.py"));

        Assert.Equal(Entry().Matches(registry).Select(m => m.Groups["name"].Value), Rows.Select(row => row[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_row_says_what_the_importer_says(string name)
    {
        var row = Rows.Single(r => r[0] == name);
        var architecture = ArchitectureCatalogue.All.Single(a => a.Name == name);
        var trained = architecture.Parameters.Where(p => !ParameterNames.RoleOf(p.Name).StartsWith("running_", StringComparison.Ordinal));

        var result = new SafetensorsImporter().Import(ZooCheckpoint.Of(architecture), name, new ImportOptions { Architecture = name });

        Assert.Equal(Number(trained.Sum(p => p.Dims.Aggregate(1L, (a, b) => a * b))), row[1]);
        Assert.Equal(result.IsOk ? "yes" : "no", row[3]);
        if (result.IsOk)
            Assert.Equal(Number(NetworkSummary.Of(result.Value.Graph).Macs), row[2]);
        else
            Assert.Equal(["-", "-", "-", Reason(result.Errors)], row[4..]);
    }

    /// <summary>The first refusal of every code, and how many there are, as training/zoo_table.py writes them.</summary>
    private static string Reason(IReadOnlyList<Diagnostic> errors)
    {
        var first = string.Join(' ', errors.DistinctBy(e => e.Code).Select(e => $"{e.Code}: {e.Message}"));
        return errors.Count == errors.DistinctBy(e => e.Code).Count() ? first : $"{first} ({errors.Count} refusals)";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex("^    \"(?<name>[a-z0-9-]+)\": Network\\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
