#if HAS_SYSTEM_IO_PORTS
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
        try
        {
            port.Open();
            return new PortPipe(port);
        }
        catch (ArgumentException e)
        {
            return TransportErrors.SettingsRefused(path, baud, e.Message);
        }
        catch (UnauthorizedAccessException)
        {
            return SerialPort.GetPortNames().Contains(path) ? TransportErrors.PortBusy(path) : TransportErrors.NoSuchPort(path, SerialPort.GetPortNames());
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

        public string Description => $"{port.PortName} at {port.BaudRate} baud";

        public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation) =>
            RunAsync(buffer => port.Read(buffer, 0, buffer.Length), target.Length, buffer => buffer.CopyTo(target), () => port.ReadTimeout = SliceMilliseconds, timeout, cancellation);

        public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation)
        {
            var bytes = source.ToArray();
            return RunAsync(
                _ =>
                {
                    port.Write(bytes, 0, bytes.Length);
                    return bytes.Length;
                },
                0,
                _ => { },
                () => port.WriteTimeout = (int)Math.Clamp(timeout.TotalMilliseconds, 1, int.MaxValue),
                timeout,
                cancellation);
        }

        public ValueTask DisposeAsync()
        {
            port.Dispose();
            return ValueTask.CompletedTask;
        }

        private static async ValueTask<PipeResult> RunAsync(
            Func<byte[], int> transfer, int size, Action<byte[]> deliver, Action prepare, TimeSpan timeout, CancellationToken cancellation)
        {
            var deadline = DateTime.UtcNow + timeout;
            var buffer = new byte[size];
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    var count = await Task.Run(
                        () =>
                        {
                            prepare();
                            return transfer(buffer);
                        },
                        CancellationToken.None);
                    deliver(buffer[..Math.Min(count, size)]);
                    return PipeResult.Done(count);
                }
                catch (TimeoutException)
                {
                    if (DateTime.UtcNow >= deadline)
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
