using FpgaSeg.Core.Pipes.Posix;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.HostDriver.Transports.Serial;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>The serial transport on a real pseudo-terminal.</summary>
public sealed class SerialTransportTests : TransportContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private protected override IBoardListener CreateListener() => PseudoTerminal.Create(null).Value;

    private protected override string UrlOf(IBoardListener listener) => $"serial:{listener.Address}?baud=1234567";

    private protected override string? CodeOfSecondHost => "FS4105";

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

    /// <summary>3 Mbaud from a 3.2 MHz divider is 6.7 % off; 115200 from 48 MHz / 417 is 0.08 % off.</summary>
    [Theory]
    [InlineData(3_000_000, 3_200_000, true)]
    [InlineData(3_000_000, 2_939_000, true)]
    [InlineData(3_000_000, 3_000_000, false)]
    [InlineData(115_200, 115_108, false)]
    [InlineData(115_200, 117_500, false)]
    [InlineData(12_000_000, 3_000_000, true)]
    public void A_rate_that_the_driver_rounds_by_more_than_two_percent_is_refused(int wanted, int offered, bool isRefused) =>
        Assert.Equal(isRefused ? "FS4107" : null, TermiosSerialPort.RoundedTooFar("/dev/ttyUSB0", wanted, offered)?.Code);

    /// <summary>A pseudo-terminal answers ENOTTY to TIOCGSERIAL; opening it must not mind.</summary>
    [Fact]
    public void A_terminal_without_a_low_latency_flag_is_left_alone()
    {
        var descriptor = LibC.Open(Listener.Address, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking);
        Assert.False(LowLatency.TrySet(descriptor));
        Assert.Equal(LibC.NotTty, LibC.LastError);
        _ = LibC.Close(descriptor);
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
