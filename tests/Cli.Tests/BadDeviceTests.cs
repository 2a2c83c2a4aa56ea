using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Cli.Tests;

/// <summary>Devices that are not there, or go away.</summary>
[Collection(SharedPipeline.Name)]
public sealed class BadDeviceTests(Pipeline pipeline) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("serial:/dev/no-such-port?baud=3000000", 3, "FS4103")]
    [InlineData("serial:/dev/null", 3, "FS4106")]
    [InlineData("spi:0", 2, "FS4101")]
    [InlineData("serial:/dev/null?baud=fast", 2, "FS4102")]
    public void A_wrong_port_is_refused_by_stream_and_verify(string device, int status, string code)
    {
        var image = Repository.FirstImages(1)[0];
        Refusal.Check(Fpgaseg.Run("stream", "--device", device, image, "-o", _folder["masks"]), status, code);
        Refusal.Check(Fpgaseg.Run("verify", pipeline.Model, "--device", device, image), status, code);
        Assert.Empty(_folder.Entries());
    }

    /// <summary>The board's process is killed when the first mask is on disk; the other images still have seconds to go. Another run makes what is missing.</summary>
    [SkippableFact]
    public void A_port_that_closes_midway_keeps_what_is_whole_and_the_rest_is_resumed()
    {
        Skip.IfNot(BitExactness.TracedProgram.Exists("g++") && BitExactness.TracedProgram.Exists("make"), "make and g++ are needed.");
        using var board = RunningBoard.Start(pipeline.Build, "--baud", "1000000");
        Directory.CreateDirectory(_folder["masks"]);
        using var arrived = new ManualResetEventSlim();
        using var watcher = new FileSystemWatcher(_folder["masks"], "*.overlay.png") { EnableRaisingEvents = true };
        watcher.Renamed += (_, _) => arrived.Set();
        using var stream = Fpgaseg.Start("stream", "--device", board.Device, Repository.Images, "-o", _folder["masks"]);
        Assert.True(arrived.Wait(TimeSpan.FromMinutes(2)), "no mask came");
        board.Dispose();

        Refusal.Check(Fpgaseg.Finish(stream), 3, "FS4108");
        var files = Directory.GetFiles(_folder["masks"], "*.png");
        Assert.InRange(files.Length, 2, 2 * 11);
        Assert.All(files, f => Assert.True(ImageFile.Load(f).IsOk, f));
        Assert.DoesNotContain(_folder.Entries(), e => e.EndsWith(".tmp", StringComparison.Ordinal));
        Resume();
    }

    // One mask was changed since, and the last line of the list is cut off: both images are streamed again.
    private void Resume()
    {
        var (journal, masks) = (_folder[$"masks/{MaskJournal.StreamFile}"], Directory.GetFiles(_folder["masks"], "*.png").Where(f => !f.EndsWith(".overlay.png", StringComparison.Ordinal)).ToArray());
        var finished = File.ReadAllLines(journal).Length - 1;
        File.AppendAllText(journal, "0123");
        File.AppendAllText(masks[0], "x");
        using var board = RunningBoard.Start(pipeline.Build, "--baud", "0");
        string[] stream = ["stream", "--device", board.Device, Repository.Images, "-o", _folder["masks"], "--resume", "--json"];

        var images = Directory.GetFiles(Repository.Images).Length;
        Assert.Equal(images - (finished - 1), JsonFields.Only(Fpgaseg.Succeed(stream)).GetProperty("frames").GetInt32());
        Assert.Equal(0, JsonFields.Only(Fpgaseg.Succeed(stream)).GetProperty("frames").GetInt32());
        Fpgaseg.Succeed("simulate", pipeline.Model, Repository.Images, "-o", _folder["simulator"]);
        var names = Directory.GetFiles(_folder["simulator"], "*.png").Select(f => Path.GetFileName(f)).ToArray();
        Assert.Equal(2 * images, names.Length);
        Assert.All(names, n => Assert.Equal(File.ReadAllBytes(_folder[$"simulator/{n}"]), File.ReadAllBytes(_folder[$"masks/{n}"])));

        File.WriteAllText(journal, "fpgaseg-stream-1 of another design\n");
        Refusal.Check(Fpgaseg.Run(stream), 2, "FS1910");
    }
}
