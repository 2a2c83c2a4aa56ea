using FpgaSeg.Core.Pipes.Posix;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>The serial transport on a real pseudo-terminal.</summary>
public sealed class SerialTransportTests : TransportContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private protected override IBoardListener CreateListener() => PseudoTerminal.Create(null).Value;

    private protected override string UrlOf(IBoardListener listener) => $"serial:{listener.Address}?baud=1234567";

    [Fact]
    public void Any_baud_is_set_and_the_terminal_is_raw()
    {
        Assert.Equal(1_234_567, Listener.HostBaud);
        var descriptor = LibC.Open(Listener.Address, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking);
        Assert.True(Termios2.TryGet(descriptor, out var settings));
        Assert.True(settings.IsRaw);
        _ = LibC.Close(descriptor);
    }

    [Fact]
    public async Task Twelve_megabaud_can_be_set()
    {
        await Host.DisposeAsync();
        var line = (await TransportCatalogue.OpenAsync($"serial:{Listener.Address}?baud=12000000", default)).Value;
        Assert.Equal((12_000_000, 12_000_000), (line.Baud, Listener.HostBaud));
        await line.Pipe.DisposeAsync();
    }

    [Fact]
    public async Task A_second_host_is_kept_out_with_FS4105_until_the_first_is_gone()
    {
        Assert.Equal("FS4105", await CodeOf($"serial:{Listener.Address}"));
        await Host.DisposeAsync();
        var line = (await TransportCatalogue.OpenAsync($"serial:{Listener.Address}", default)).Value;
        await line.Pipe.DisposeAsync();
    }

    [Fact]
    public async Task No_thread_is_left_behind()
    {
        // Linux keeps 15 characters of a thread's name; the link makes them unlike those of other tests.
        var link = Path.Combine(Path.GetTempPath(), $"q{Random.Shared.Next(1000, 10_000)}");
        await using var terminal = PseudoTerminal.Create(link).Value;
        var line = (await TransportCatalogue.OpenAsync($"serial:{terminal.Address}", default)).Value;
        var name = $"pipe {link}"[..Math.Min(15, link.Length + 5)];
        Assert.True(SpinWait.SpinUntil(() => ThreadsNamed(name) == 1, Patience));
        await line.Pipe.DisposeAsync();
        Assert.True(SpinWait.SpinUntil(() => ThreadsNamed(name) == 0, Patience));
    }

    [Theory]
    [InlineData("serial:/dev/ttyNoSuchPort", "FS4103")]
    [InlineData("serial:/dev/null", "FS4106")]
    [InlineData("serial:/dev/ttyUSB0?baud=fast", "FS4102")]
    [InlineData("serial:/dev/ttyUSB0?baud=0", "FS4102")]
    [InlineData("serial:/dev/ttyUSB0?speed=9600", "FS4102")]
    [InlineData("serial:/dev/ttyUSB0?baud", "FS4101")]
    [InlineData("serial:/dev/ttyUSB0?baud=1&baud=2", "FS4101")]
    [InlineData("serial:", "FS4101")]
    [InlineData("/dev/ttyUSB0", "FS4101")]
    [InlineData("telepathy:board", "FS4101")]
    [InlineData("tcp:localhost", "FS4101")]
    [InlineData("tcp:localhost:0", "FS4101")]
    [InlineData("tcp:localhost:70000", "FS4101")]
    [InlineData("tcp:localhost:7000?fast=1", "FS4102")]
    public async Task What_cannot_be_opened_says_why(string url, string code) => Assert.Equal(code, await CodeOf(url));

    private static async Task<string> CodeOf(string url) => Assert.Single((await TransportCatalogue.OpenAsync(url, default)).Errors).Code;

    private static int ThreadsNamed(string name) =>
        Directory.EnumerateDirectories("/proc/self/task").Count(t => ReadName(t) == name);

    private static string ReadName(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
