#if HAS_SYSTEM_IO_PORTS
using System.Diagnostics;
using System.IO.Ports;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;

namespace FpgaSeg.HostDriver.Transports.Serial;

/// <summary>Opens a serial port of Windows or macOS through System.IO.Ports.</summary>
public static class SystemSerialPort
{
    /// <summary>Opens <paramref name="path"/>; FS4103, FS4105, FS4107 or FS4110 when that fails.</summary>
    public static Result<IBytePipe> Open(string path, int baud)
    {
        var port = new SerialPort(path, baud, Parity.None, 8, StopBits.One);
        var error = TryOpen(port, path, baud);
        if (error is null)
            return new PortPipe(port);
        port.Dispose();
        return error;
    }

    private static Diagnostic? TryOpen(SerialPort port, string path, int baud)
    {
        try
        {
            port.Open();
            return null;
        }
        catch (ArgumentException e)
        {
            return TransportErrors.SettingsRefused(path, baud, e.Message);
        }
        catch (UnauthorizedAccessException)
        {
            var present = SerialPort.GetPortNames();
            return present.Contains(path) ? TransportErrors.PortBusy(path) : TransportErrors.NoSuchPort(path, present);
        }
        catch (IOException e)
        {
            return TransportErrors.OpenFailed(path, e.Message);
        }
    }

    /// <summary>A port as a pipe: its blocking calls, in slices so that a cancellation is seen.</summary>
    private sealed class PortPipe(SerialPort port) : IBytePipe
    {
        private const int SliceMilliseconds = 5;
        private const int LargestWrite = 512;

        public string Description => $"{port.PortName} at {port.BaudRate} baud";

        public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation)
        {
            var buffer = new byte[target.Length];
            return RepeatAsync(
                () =>
                {
                    port.ReadTimeout = SliceMilliseconds;
                    var count = port.Read(buffer, 0, buffer.Length);
                    buffer.AsSpan(0, count).CopyTo(target.Span);
                    return count;
                },
                timeout,
                cancellation);
        }

        /// <summary>The port does not say how much of a write that timed out has gone; the protocol survives a torn or doubled frame.</summary>
        public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation)
        {
            var bytes = source[..Math.Min(source.Length, LargestWrite)].ToArray();
            return RepeatAsync(
                () =>
                {
                    port.WriteTimeout = (int)Math.Clamp(timeout.TotalMilliseconds, 1, int.MaxValue);
                    port.Write(bytes, 0, bytes.Length);
                    return bytes.Length;
                },
                timeout,
                cancellation);
        }

        public ValueTask DisposeAsync()
        {
            port.Dispose();
            return ValueTask.CompletedTask;
        }

        private static async ValueTask<PipeResult> RepeatAsync(Func<int> transfer, TimeSpan timeout, CancellationToken cancellation)
        {
            var started = Stopwatch.GetTimestamp();
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    return PipeResult.Done(await Task.Run(transfer, CancellationToken.None));
                }
                catch (TimeoutException)
                {
                    if (Stopwatch.GetElapsedTime(started) >= timeout)
                        return PipeResult.TimedOut;
                }
                catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
                {
                    return PipeResult.Closed(e.Message);
                }
            }
        }
    }
}
#endif
