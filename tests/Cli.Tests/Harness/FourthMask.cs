using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>A board whose fourth mask waits for the test, and the line in front of it.</summary>
internal sealed class FourthMask : ILineFault
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private readonly TaskCompletionSource<Diagnostic?> _fourth = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _images;
    private volatile bool _isSilent;

    /// <summary>Called with each image; null when it can be computed.</summary>
    public Task<Diagnostic?> BeforeEach() => ++_images == 4 ? _fourth.Task : Task.FromResult<Diagnostic?>(null);

    /// <summary>Waits until the board has the fourth image and three masks are in the folder.</summary>
    public async Task IsDueAndThreeAreIn(string folder, Process process)
    {
        var started = Stopwatch.GetTimestamp();
        while (_images < 4 || !Directory.Exists(folder) || Directory.GetFiles(folder, "0*.png").Length < 3)
        {
            Assert.True(!process.HasExited, process.HasExited ? $"the program ended before its time: {Fpgaseg.Finish(process)}" : "");
            Assert.True(Stopwatch.GetElapsedTime(started) < Long, "three masks did not come");
            await Task.Delay(10);
        }
    }

    public void Allow() => _fourth.SetResult(null);

    public void Fail() => _fourth.SetResult(new Diagnostic("FS4513", "It broke."));

    public void SwitchOff() => _fourth.SetCanceled();

    public void FallSilent()
    {
        _isSilent = true;
        Allow();
    }

    public bool Pass(byte value, List<byte> arrived)
    {
        if (!_isSilent)
            arrived.Add(value);
        return true;
    }
}
