using System.Text.RegularExpressions;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Cli.Tests;

/// <summary>virtual-board, stream and verify as three processes on a pseudo-terminal.</summary>
[Collection(SharedPipeline.Name)]
public sealed partial class BoardTests(Pipeline pipeline)
{
    private const int Images = 3;

    [SkippableFact]
    public void Masks_of_the_board_are_those_of_the_simulator_bit_for_bit()
    {
        Skip.IfNot(BitExactness.TracedProgram.Exists("g++") && BitExactness.TracedProgram.Exists("make"), "make and g++ are needed.");
        using var folder = new TemporaryFolder();
        var images = Repository.FirstImages(Images);
        using var board = RunningBoard.Start(pipeline.Build, "--link", folder["tty"], "--baud", "0");
        Assert.Equal(Committed.VirtualBoard, JsonFields.Of(JsonFields.Only(board.Json + "\n")));
        Assert.Equal($"serial:{folder["tty"]}", board.Device);

        var streamed = JsonFields.Only(Fpgaseg.Succeed(
            ["stream", "--device", board.Device, "--build", pipeline.Build, .. images, "-o", folder["board"], "--json"]));
        Assert.Equal(Committed.Stream, JsonFields.Of(streamed));
        Assert.Equal((Images, 0), (streamed.GetProperty("frames").GetInt32(), streamed.GetProperty("failed").GetInt32()));
        Fpgaseg.Succeed(["simulate", pipeline.Model, .. images, "-o", folder["simulator"]]);
        var names = Directory.GetFiles(folder["simulator"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2 * Images, names.Length);
        Assert.Equal(names, Directory.GetFiles(folder["board"], "*.png").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(names, n => Assert.Equal(File.ReadAllBytes(folder[$"simulator/{n}"]), File.ReadAllBytes(folder[$"board/{n}"])));

        var verified = JsonFields.Only(Fpgaseg.Succeed(["verify", pipeline.Model, "--device", board.Device, .. images, "--json"]));
        Assert.Equal(Committed.Verify, JsonFields.Of(verified));
        Assert.True(verified.GetProperty("bit_exact").GetBoolean());
        Assert.Equal(Images, verified.GetProperty("images").GetInt32());
        Assert.Equal(0, board.Interrupt());
    }

    [SkippableFact]
    public void One_changed_weight_is_found_and_its_operator_named()
    {
        Skip.IfNot(BitExactness.TracedProgram.Exists("g++") && BitExactness.TracedProgram.Exists("make"), "make and g++ are needed.");
        using var folder = new TemporaryFolder();
        pipeline.CopyBuildTo(folder["build"]);
        var node = ChangeOneWeight(folder["build/weights"]);
        var refused = Fpgaseg.Run("virtual-board", folder["build"], "--json");
        Assert.Equal(2, refused.Status);
        Assert.Contains("error FS4503: ", refused.Errors, StringComparison.Ordinal);

        using var board = RunningBoard.Start(folder["build"], "--baud", "0", "--allow-modified");
        var (status, output, errors) = Fpgaseg.Run(
            ["verify", pipeline.Model, "--device", board.Device, "--build", folder["build"], .. Repository.FirstImages(2), "--json"]);
        Assert.Equal(1, status);
        Assert.Contains("error FS5001: ", errors, StringComparison.Ordinal);
        Assert.Contains($"operator '{node.Name}'", errors, StringComparison.Ordinal);
        var report = JsonFields.Only(output);
        Assert.Equal(Committed.VerifyDivergence, JsonFields.Of(report));
        Assert.False(report.GetProperty("bit_exact").GetBoolean());
        Assert.Equal(node.Name, report.GetProperty("first_divergence").GetProperty("operator").GetString());
    }

    /// <summary>Turns the first weight of a dense convolution behind the first encoder stage to the far end of its range.</summary>
    private IntegerNode ChangeOneWeight(string weights)
    {
        var index = Enumerable.Range(10, pipeline.Graph.Nodes.Length - 10)
            .First(i => pipeline.Graph.Nodes[i].Operator is IntegerConv2d { Groups: 1, Kernel.Shape.Height: > 1 });
        var file = Assert.Single(Directory.EnumerateFiles(weights, $"n{index}_*.hpp"));
        var text = File.ReadAllText(file);
        var changed = FirstWeight().Replace(text, m => m.Groups["before"].Value + (int.Parse(m.Groups["weight"].Value) < 0 ? "127" : "-127"), 1);
        Assert.NotEqual(text, changed);
        File.WriteAllText(file, changed);
        return pipeline.Graph.Nodes[index];
    }

    [GeneratedRegex(@"(?<before>_weights\[\d+\]\[\d+\] = \{\s*\{)(?<weight>-?\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex FirstWeight();
}
