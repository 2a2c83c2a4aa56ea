using System.Diagnostics;
using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>Ctrl-C in the middle, and a disk that is full in the middle: whole masks or none, and --resume does the rest.</summary>
public sealed class InterruptedStreamTests
{
    private const int Images = 24;

    [SkippableTheory]
    [InlineData("serial")]
    [InlineData("tcp")]
    [InlineData("vendor")]
    public async Task Ctrl_C_keeps_what_is_whole_and_resume_does_the_rest(string transport)
    {
        Skip.If(SmallStream.SkipReason(transport) is not null, SmallStream.SkipReason(transport));
        using var folder = new TemporaryFolder();
        var images = SmallBoard.WriteImages(folder["images"], Images);

        // The fourth mask waits until the program has been interrupted.
        var (interrupted, count) = (new TaskCompletionSource(), 0);
        await using var board = SmallStream.Board(transport, () => ++count == 4 ? interrupted.Task : Task.CompletedTask);
        var stream = new SmallStream(transport, board);
        using var process = Process.Start(stream.Command(images, "-o", folder["masks"], "--no-overlays", "--report", folder["run.csv"]))!;
        while (!process.HasExited && !(Directory.Exists(folder["masks"]) && Directory.GetFiles(folder["masks"], "0*.png").Length == 3))
            await Task.Delay(10);
        SmallStream.Interrupt(process);
        var (status, _, errors) = Fpgaseg.Finish(process);
        interrupted.SetResult();
        Assert.True(status == 1, $"{status}: {errors}");
        Assert.Contains("what was finished is kept", errors, StringComparison.Ordinal);
        Assert.Equal(3, SmallBoard.CheckMasks(folder["masks"]));

        // What was measured so far, behind the line of names.
        var report = File.ReadAllLines(folder["run.csv"])[1..];
        Assert.Equal(["000.png", "001.png", "002.png"], report.Select(l => Path.GetFileName(l.Split(',')[0].Trim('"'))));

        var resumed = stream.Run(images, "-o", folder["masks"], "--no-overlays", "--resume");
        Assert.True(resumed.Status == 0, resumed.Errors);
        Assert.Contains($"3 of {Images} images have their masks", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(Images, SmallBoard.CheckMasks(folder["masks"]));
    }

    /// <summary>A file system of 32 KiB of its own. (A limit on the size of files is no stand-in: .NET reports that as a wrong argument.)</summary>
    [SkippableTheory]
    [InlineData("serial")]
    [InlineData("tcp")]
    [InlineData("vendor")]
    public async Task A_disk_that_fills_up_is_an_error_and_resume_does_the_rest(string transport)
    {
        Skip.If(SmallStream.SkipReason(transport) is not null, SmallStream.SkipReason(transport));
        using var folder = new TemporaryFolder();
        var images = SmallBoard.WriteImages(folder["images"], Images);
        await using var board = SmallStream.Board(transport);
        var stream = new SmallStream(transport, board);
        using (var disk = SmallDisk.TryMount(folder["disk"]))
        {
            Skip.If(disk is null, "mounting a file system of 32 KiB is not permitted here.");
            var full = stream.Run(images, "-o", folder["disk/masks"], "--no-overlays");
            Assert.Equal(2, full.Status);
            Assert.Matches("^error FS(1309|1911): ", full.Errors);
            var whole = SmallBoard.CheckMasks(folder["disk/masks"]);
            Assert.InRange(whole, 1, Images - 1);
            disk!.Grow();
            var resumed = stream.Run(images, "-o", folder["disk/masks"], "--no-overlays", "--resume");
            Assert.True(resumed.Status == 0, resumed.Errors);
            Assert.Equal(Images, SmallBoard.CheckMasks(folder["disk/masks"]));
        }
    }
}
