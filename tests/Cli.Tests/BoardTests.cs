using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>virtual-board, stream and verify as three processes on a pseudo-terminal.</summary>
[Collection(SharedPipeline.Name)]
public sealed class BoardTests(Pipeline pipeline)
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
        var names = Directory.GetFiles(folder["simulator"], "*.png").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2 * Images, names.Length);
        Assert.Equal(names, Directory.GetFiles(folder["board"], "*.png").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(names, n => Assert.Equal(File.ReadAllBytes(folder[$"simulator/{n}"]), File.ReadAllBytes(folder[$"board/{n}"])));

        var verified = JsonFields.Only(Fpgaseg.Succeed(["verify", pipeline.Model, "--device", board.Device, .. images, "--json"]));
        Assert.Equal(Committed.Verify, JsonFields.Of(verified));
        Assert.True(verified.GetProperty("bit_exact").GetBoolean());
        Assert.Equal(Images, verified.GetProperty("images").GetInt32());
        Assert.Equal(0, board.Interrupt());
    }
}
