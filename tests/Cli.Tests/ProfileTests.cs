using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>fpgaseg profile: every operator is in one part, and the parts make the whole. No time is tested.</summary>
[Collection(SharedPipeline.Name)]
public sealed class ProfileTests(Pipeline pipeline)
{
    [Fact]
    public void Profile_reports_every_operator_once()
    {
        using var folder = new TemporaryFolder();
        var report = JsonFields.Only(Fpgaseg.Succeed("profile", pipeline.Model, "--rounds", "1", "--report", folder["profile.html"], "--json"));
        Assert.Equal(Committed.Profile, JsonFields.Of(report));
        var stages = report.GetProperty("stages").EnumerateArray().ToArray();
        var nodes = pipeline.Graph.Nodes;
        var operators = stages.SelectMany(s => s.GetProperty("operators").EnumerateArray().Select(o => o.GetString()!)).ToArray();
        // A resize that a convolution reads row by row is no part of its own.
        var readThrough = nodes.Where(n => n.Name.EndsWith("/Resize", StringComparison.Ordinal)).Select(n => n.Name);
        Assert.Equal(nodes.Skip(1).Select(n => n.Name).Except(readThrough, StringComparer.Ordinal).Order(StringComparer.Ordinal), operators.Order(StringComparer.Ordinal));
        Assert.Equal(report.GetProperty("macs").GetInt64(), stages.Sum(s => s.GetProperty("macs").GetInt64()));
        Assert.Equal(1, stages.Sum(s => s.GetProperty("share_of_time").GetDouble()), 6);
        var page = File.ReadAllText(folder["profile.html"]);
        Assert.All(stages, s => Assert.Contains($"<td>{s.GetProperty("kinds").GetString()}</td>", page, StringComparison.Ordinal));
    }
}
