using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>
/// Rows of docs/zoo.md against the program: networks at full width, from a checkpoint with other random weights than the page's. Import,
/// counts and refusals of every network are compared in Import.Tests.
/// </summary>
public sealed class ZooTests
{
    private static readonly string[] Stages = ["imports", "quantizes", "simulates"];

    /// <summary>Every operator that the flagship lacks: transposed convolution; PReLU, concatenation, dilation and average pooling.</summary>
    [Fact]
    public void Networks_come_as_far_as_the_page_says()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["half-unet", "espnet"];
        string[] files = [.. names.Select(name => ZooCheckpoint.Write(name, folder[$"{name}.safetensors"]))];

        var answer = Fpgaseg.Succeed(["check", .. files, "--height", "32", "--width", "48", "--no-hls", "--json"]);

        var networks = JsonFields.Only(answer).GetProperty("networks");
        for (var i = 0; i < names.Length; i++)
            Assert.Equal(Row(names[i])[3..6], Stages.Select(s => networks[i].GetProperty(s).GetBoolean() ? "yes" : "no"));
    }

    [Fact]
    public void Mini_Net_is_bit_exact_in_generated_code()
    {
        using var folder = new TemporaryFolder();
        var file = ZooCheckpoint.Write("mini-net", folder["mini-net.safetensors"]);

        var answer = Fpgaseg.Succeed("check", file, "--height", "32", "--width", "48", "--json");

        Assert.True(JsonFields.Only(answer).GetProperty("networks")[0].GetProperty("bit_exact").GetBoolean());
        Assert.StartsWith("yes", Row("mini-net")[6], StringComparison.Ordinal);
    }

    private static string[] Row(string network) =>
        File.ReadLines(Repository.At("docs/zoo.md")).Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).Single(row => row[0] == network);
}
