using System.Diagnostics;
using FpgaSeg.Core.Pipes;

namespace FpgaSeg.VirtualBoard.Line;

/// <summary>A pipe that takes as long as a UART line: a pseudo-terminal ignores the baud that it is set to.</summary>
/// <param name="inner">The pipe without pace.</param>
/// <param name="baud">Gives the rate of the moment.</param>
public sealed class PacedPipe(IBytePipe inner, Func<int> baud) : IBytePipe
{
    /// <summary>A write that follows the one before within this time found the line busy.</summary>
    private static readonly TimeSpan Seamless = TimeSpan.FromMilliseconds(1);
    private readonly LinePacer _down = new(TimeProvider.System);
    private readonly LinePacer _up = new(TimeProvider.System);
    private long _lastWrite;

    public string Description => inner.Description;

    public async ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation)
    {
        var portion = Math.Min(target.Length, LinePacer.Portion(baud()));
        var reading = inner.ReadAsync(target[..portion], timeout, cancellation);
        var wasBusy = reading.IsCompleted;
        var result = await reading;
        if (result.Count > 0)
            await LinePacer.WaitAsync(_down.Pass(result.Count, baud(), wasBusy), cancellation);
        return result;
    }

    public async ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation)
    {
        var portion = Math.Min(source.Length, LinePacer.Portion(baud()));
        var wasBusy = _lastWrite != 0 && Stopwatch.GetElapsedTime(_lastWrite) < Seamless;
        await LinePacer.WaitAsync(_up.Pass(portion, baud(), wasBusy), cancellation);
        var result = await WriteAllAsync(source[..portion], timeout, cancellation);
        _lastWrite = Stopwatch.GetTimestamp();
        return result;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>The portion has passed the line, so all of it must arrive.</summary>
    private async ValueTask<PipeResult> WriteAllAsync(ReadOnlyMemory<byte> portion, TimeSpan timeout, CancellationToken cancellation)
    {
        for (var written = 0; written < portion.Length;)
        {
            var result = await inner.WriteAsync(portion[written..], timeout, cancellation);
            if (result.Status != PipeStatus.Done)
                return result;
            written += result.Count;
        }

        return PipeResult.Done(portion.Length);
    }
}
