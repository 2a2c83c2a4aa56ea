using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>check: a network through the whole toolchain, or to the stage that refuses it.</summary>
public sealed class CheckTests
{
    [Fact]
    public void A_network_comes_through_and_another_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var (sound, missing) = (Repository.At("tests/Import.Tests/Fixtures/pytorch_gates_open_16.onnx"), folder["none.onnx"]);

        var outcome = Fpgaseg.Run("check", sound, missing, "--height", "16", "--width", "24", "--markdown", folder["table.md"], "--json");

        Assert.Equal(1, outcome.Status);
        var networks = JsonFields.Only(outcome.Output).GetProperty("networks");
        Assert.All(new[] { "imports", "quantizes", "simulates", "generates", "bit_exact" }, stage => Assert.True(networks[0].GetProperty(stage).GetBoolean()));
        Assert.Equal(Committed.CheckedNetwork, JsonFields.Of(networks[0]));
        Assert.False(networks[1].GetProperty("imports").GetBoolean());
        Assert.Equal("FS1001", networks[1].GetProperty("refusals")[0].GetProperty("code").GetString());
        Assert.Equal(4, File.ReadAllLines(folder["table.md"]).Length);
        Assert.Contains("FS1001", outcome.Errors, StringComparison.Ordinal);
    }
}
