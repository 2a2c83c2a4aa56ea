using FpgaSeg.Core.Pipes;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>A line whose board is exchanged for another once the host has written so many bytes.</summary>
internal sealed class ExchangedPipe(IBytePipe first, IBytePipe second, long bytes) : IBytePipe
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10);
    private long _written;

    public string Description => first.Description;

    private IBytePipe Now => Volatile.Read(ref _written) < bytes ? first : second;

    /// <summary>In short slices, so that no read stays with the first board.</summary>
    public async ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation)
    {
        for (var left = timeout; left > Slice; left -= Slice)
        {
            var result = await Now.ReadAsync(target, Slice, cancellation);
            if (result.Status != PipeStatus.TimedOut)
                return result;
        }

        return await Now.ReadAsync(target, Slice, cancellation);
    }

    public async ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation)
    {
        var result = await Now.WriteAsync(source, timeout, cancellation);
        Interlocked.Add(ref _written, result.Count);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }
}
