using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>Stands between the session and its line, and meddles with what the host writes.</summary>
/// <param name="line">The real line.</param>
/// <param name="meddle">Gets the number of bytes written so far, may return bytes to add to the line, or null to swallow this and every later write.</param>
internal sealed class MeddlingPipe(DeviceLine line, Func<long, byte[]?> meddle) : IBytePipe
{
    private long _written;
    private bool _swallow;

    public string Description => line.Pipe.Description;

    public static DeviceLine On(DeviceLine line, Func<long, byte[]?> meddle) => new(new MeddlingPipe(line, meddle), line.Baud);

    public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation) =>
        line.Pipe.ReadAsync(target, timeout, cancellation);

    public async ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation)
    {
        var added = meddle(_written);
        _swallow |= added is null;
        _written += source.Length;
        if (_swallow)
            return PipeResult.Done(source.Length);
        await WriteAllAsync(added, cancellation);
        await WriteAllAsync(source, cancellation);
        return PipeResult.Done(source.Length);
    }

    public ValueTask DisposeAsync() => line.Pipe.DisposeAsync();

    private async Task WriteAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
        {
            var result = await line.Pipe.WriteAsync(bytes, TimeSpan.FromSeconds(10), cancellation);
            Assert.Equal(PipeStatus.Done, result.Status);
            bytes = bytes[result.Count..];
        }
    }
}
