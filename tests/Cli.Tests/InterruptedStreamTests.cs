using System.Diagnostics;
using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>
/// Ctrl-C in the middle, a board that goes or falls silent in the middle, a disk that is full in the middle, over every transport: whole masks or none, and --resume does the rest.
/// </summary>
public sealed class InterruptedStreamTests(SimulatedMasks simulated) : IClassFixture<SimulatedMasks>
{
    private const int Images = SimulatedMasks.Count;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Transports => SmallStream.Transports;

    /// <summary>The board computes the fourth image, and the fifth is on its way, before the signal and until the program has ended.</summary>
    [SkippableTheory]
    [MemberData(nameof(Transports))]
    public async Task Ctrl_C_keeps_what_is_whole_and_resume_does_the_rest(string transport)
    {
        Skip.If(SmallStream.SkipReason(transport) is not null, SmallStream.SkipReason(transport));
        using var folder = new TemporaryFolder();
        var fourth = new FourthMask();
        await using var board = SmallStream.Board(transport, fourth);
        var stream = new SmallStream(transport, board);
        using var process = Process.Start(stream.Command(simulated.Images, "-o", folder["masks"], "--no-overlays", "--report", folder["run.csv"]))!;
        await fourth.IsDueAndThreeAreIn(folder["masks"], process);
        SmallStream.Signal(process, "INT");
        Assert.True(process.WaitForExit(Long), "Ctrl-C did not end the program.");
        var (status, _, errors) = Fpgaseg.Finish(process);
        fourth.Allow();
        Assert.True(status == 130, $"{status}: {errors}");
        Assert.Equal("Stopped; what was finished is kept.", errors);
        Assert.Equal(["masks", "masks/.fpgaseg-stream", "masks/000.png", "masks/001.png", "masks/002.png", "run.csv"], folder.Entries());
        Assert.Equal(3, simulated.Check(folder["masks"]));

        // What was measured so far, behind the line of names.
        var report = File.ReadAllLines(folder["run.csv"])[1..];
        Assert.Equal(["000.png", "001.png", "002.png"], report.Select(l => Path.GetFileName(l.Split(',')[0].Trim('"'))));
        Resume(stream, folder["masks"], 3);
    }

    /// <summary>What a service manager sends.</summary>
    [Fact]
    public async Task SIGTERM_ends_with_143()
    {
        using var folder = new TemporaryFolder();
        var fourth = new FourthMask();
        await using var board = SmallStream.Board("tcp", fourth);
        using var process = Process.Start(new SmallStream("tcp", board).Command(simulated.Images, "-o", folder["masks"], "--no-overlays"))!;
        await fourth.IsDueAndThreeAreIn(folder["masks"], process);
        SmallStream.Signal(process, "TERM");
        Assert.Equal(143, Fpgaseg.Finish(process).Status);
        fourth.Allow();
        Assert.Equal(3, simulated.Check(folder["masks"]));
    }

    /// <summary>Ctrl-Z, or a machine that is busy elsewhere: the program was away for longer than a board may be silent, and goes on. (FaultContract has it on every transport.)</summary>
    [Fact]
    public async Task A_program_that_was_stopped_for_a_while_goes_on()
    {
        using var folder = new TemporaryFolder();
        var fourth = new FourthMask();
        await using var board = SmallStream.Board("serial", fourth);
        using var process = Process.Start(new SmallStream("serial", board).Command(simulated.Images, "-o", folder["masks"], "--no-overlays"))!;
        await fourth.IsDueAndThreeAreIn(folder["masks"], process);
        SmallStream.Signal(process, "STOP");
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        fourth.Allow();
        SmallStream.Signal(process, "CONT");
        var (status, _, errors) = Fpgaseg.Finish(process);
        Assert.True(status == 0, errors);
        Assert.Equal(Images, simulated.Check(folder["masks"]));
    }

    /// <summary>The board is switched off, or unplugged, while it computes the fourth image; another of the same design does the rest.</summary>
    [SkippableTheory]
    [MemberData(nameof(Transports))]
    public async Task A_board_that_goes_is_FS4108_and_resume_does_the_rest(string transport)
    {
        Skip.If(SmallStream.SkipReason(transport) is not null, SmallStream.SkipReason(transport));
        using var folder = new TemporaryFolder();
        var fourth = new FourthMask();
        await using (var board = SmallStream.Board(transport, fourth))
        {
            using var process = Process.Start(new SmallStream(transport, board).Command(simulated.Images, "-o", folder["masks"], "--no-overlays"))!;
            await fourth.IsDueAndThreeAreIn(folder["masks"], process);
            fourth.SwitchOff();
            Refusal.Check(Fpgaseg.Finish(process), 3, "FS4108");
        }

        Assert.Equal(3, simulated.Check(folder["masks"]));
        await using var again = SmallStream.Board(transport);
        Resume(new SmallStream(transport, again), folder["masks"], 3);
    }

    /// <summary>From the fourth image on nothing passes the line, in either direction.</summary>
    [SkippableTheory]
    [MemberData(nameof(Transports))]
    public async Task A_line_that_falls_silent_is_FS4206_and_resume_does_the_rest(string transport)
    {
        Skip.If(SmallStream.SkipReason(transport) is not null, SmallStream.SkipReason(transport));
        using var folder = new TemporaryFolder();
        var fourth = new FourthMask();
        await using (var board = SmallStream.Board(transport, fourth))
        {
            using var process = Process.Start(new SmallStream(transport, board).Command(simulated.Images, "-o", folder["masks"], "--no-overlays"))!;
            await fourth.IsDueAndThreeAreIn(folder["masks"], process);
            fourth.FallSilent();
            Refusal.Check(Fpgaseg.Finish(process), 3, "FS4206");
        }

        Assert.Equal(3, simulated.Check(folder["masks"]));
        await using var again = SmallStream.Board(transport);
        Resume(new SmallStream(transport, again), folder["masks"], 3);
    }

    /// <summary>The others are not held up by it.</summary>
    [Fact]
    public async Task An_image_that_the_board_cannot_compute_is_FS4302_and_resume_tries_it_again()
    {
        using var folder = new TemporaryFolder();
        var fourth = new FourthMask();
        fourth.Fail();
        await using var board = SmallStream.Board("tcp", fourth);
        var stream = new SmallStream("tcp", board);
        var (status, _, errors) = stream.Run(simulated.Images, "-o", folder["masks"], "--no-overlays");
        Assert.True(status == 3, errors);
        Assert.StartsWith("error FS4302: ", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["masks/003.png"]));
        Assert.Equal(Images - 1, simulated.Check(folder["masks"]));
        Resume(stream, folder["masks"], Images - 1);
    }

    /// <summary>A file system of 32 KiB of its own: a page for the list and each mask. (A limit on the size of files is no stand-in: .NET reports that as a wrong argument.)</summary>
    [SkippableTheory]
    [MemberData(nameof(Transports))]
    public async Task A_disk_that_fills_up_is_FS1309_and_resume_does_the_rest(string transport)
    {
        Skip.If(SmallStream.SkipReason(transport) is not null, SmallStream.SkipReason(transport));
        await using var board = SmallStream.Board(transport);
        FillUp(new SmallStream(transport, board), 32, "FS1309", masks: 7, listed: 7);
    }

    /// <summary>30 pages: the list needs a second one for its 29th line just when the 29th mask has taken the last; half a line is none.</summary>
    [SkippableFact]
    public async Task A_disk_that_fills_up_under_the_list_is_FS1911_and_resume_makes_that_mask_anew()
    {
        await using var board = SmallStream.Board("serial");
        FillUp(new SmallStream("serial", board), 120, "FS1911", masks: 29, listed: 28);
    }

    private void FillUp(SmallStream stream, int kibibytes, string code, int masks, int listed)
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.TryMount(folder["disk"], kibibytes);
        Skip.If(disk is null, "mounting a file system of a few KiB is not permitted here.");
        var full = stream.Run(simulated.Images, "-o", folder["disk/masks"], "--no-overlays");
        Assert.Equal(2, full.Status);
        Assert.StartsWith($"error {code}: ", full.Errors, StringComparison.Ordinal);
        Assert.Equal(masks, simulated.Check(folder["disk/masks"]));
        disk!.Grow();
        Resume(stream, folder["disk/masks"], listed);
    }

    // The images that are left are streamed, no others, and all masks are there.
    private void Resume(SmallStream stream, string masks, int finished)
    {
        var (status, output, errors) = stream.Run(simulated.Images, "-o", masks, "--no-overlays", "--resume");
        Assert.True(status == 0, errors);
        Assert.Contains($"{finished} of {Images} images have their masks", output, StringComparison.Ordinal);
        Assert.Contains($"{Images - finished} masks, 0 failed", output, StringComparison.Ordinal);
        Assert.Equal(Images, simulated.Check(masks));
    }
}
