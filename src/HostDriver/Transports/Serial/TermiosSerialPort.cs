using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.Core.Pipes.Posix;

namespace FpgaSeg.HostDriver.Transports.Serial;

/// <summary>Opens a serial port of Linux: exclusive, raw, any baud.</summary>
public static class TermiosSerialPort
{
    private const nuint SetExclusive = 0x540C;
    private const nuint ClearExclusive = 0x540D;
    private const string DeviceFolder = "/dev";

    // What the system's buffer holds of 4 KiB lasts for 3.4 ms at 12 Mbaud: the line does not fall idle meanwhile.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(2);
    private static readonly string[] PortPatterns = ["ttyUSB*", "ttyACM*", "ttyAMA*"];

    /// <summary>Opens <paramref name="path"/>; FS4103 to FS4107 and FS4110 when that fails.</summary>
    public static Result<IBytePipe> Open(string path, int baud)
    {
        const int flags = LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking | LibC.CloseOnExec;
        var descriptor = LibC.Open(path, flags);
        if (descriptor < 0)
            return OpenError(path, LibC.LastError);
        var refusal = Prepare(descriptor, path, baud);
        if (refusal is not null)
        {
            _ = LibC.Close(descriptor);
            return refusal;
        }

        return new ExclusivePipe(new DescriptorPipe(descriptor, $"{path} at {baud} baud", Gather), () => LibC.Control(descriptor, ClearExclusive, 0));
    }

    private static Diagnostic? Prepare(int descriptor, string path, int baud)
    {
        if (!Termios2.TryGet(descriptor, out _))
            return TransportErrors.NotSerial(path);

        // TIOCEXCL keeps other users out, but not root; the lock keeps out every program that asks for it, ours included.
        if (!LibC.TryLock(descriptor))
            return TransportErrors.PortBusy(path);
        _ = LibC.Control(descriptor, SetExclusive, 0);
        if (!Termios2.TrySetRaw(descriptor, baud))
            return TransportErrors.SettingsRefused(path, baud, LibC.Describe(LibC.LastError));

        _ = LowLatency.TrySet(descriptor);
        return Termios2.TryGet(descriptor, out var settings) ? RoundedTooFar(path, baud, settings.Baud) : null;
    }

    /// <summary>A driver may round the rate; a UART forgives about 2 %. FS4107 beyond that.</summary>
    internal static Diagnostic? RoundedTooFar(string path, int wanted, int offered) =>
        Math.Abs(offered - wanted) > wanted / 50 ? TransportErrors.SettingsRefused(path, wanted, $"it offers {offered}") : null;

    private static Diagnostic OpenError(string path, int error) => error switch
    {
        LibC.NoEntry or LibC.NoDevice or LibC.NoDeviceOrAddress => TransportErrors.NoSuchPort(path, PresentPorts()),
        LibC.AccessDenied or LibC.NotPermitted => TransportErrors.PermissionDenied(path),
        LibC.Busy => TransportErrors.PortBusy(path),
        _ => TransportErrors.OpenFailed(path, LibC.Describe(error)),
    };

    private static string[] PresentPorts() =>
        [.. PortPatterns.SelectMany(p => Directory.EnumerateFiles(DeviceFolder, p)).Order(StringComparer.Ordinal)];

    /// <summary>Gives the port free for others before it is closed: on a pseudo-terminal the flag outlives the descriptor.</summary>
    private sealed class ExclusivePipe(IBytePipe inner, Action release) : IBytePipe
    {
        private int _released;

        public string Description => inner.Description;

        public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation) =>
            inner.ReadAsync(target, timeout, cancellation);

        public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation) =>
            inner.WriteAsync(source, timeout, cancellation);

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
                release();
            return inner.DisposeAsync();
        }
    }
}
