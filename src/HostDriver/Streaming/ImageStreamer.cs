using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Streaming;

/// <summary>
/// Streams images through a session. The link runs on its own while the caller works on a result, so that neither reading nor writing a file idles the line.
/// Use it for one run.
/// </summary>
public sealed class ImageStreamer(DeviceSession session)
{
    private const int LoadedAhead = 2;
    private readonly List<FrameResult> _results = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _elapsed;
    private Diagnostic? _error;

    /// <summary>What the run came to so far; complete when <see cref="StreamAsync"/> has ended, however it ended.</summary>
    public StreamSummary Summary => StreamSummary.Of(_results, _elapsed, session.Board.Image.LinkByteCount, LineBaud, _error);

    /// <summary>A line without pace has a baud in name only.</summary>
    private int? LineBaud => session.Board.Flags.HasFlag(BoardFlags.Unpaced) ? null : session.Baud;

    /// <summary>The results in the order of the images. Ends early when the line is gone; <see cref="StreamSummary.Error"/> then says why.</summary>
    /// <exception cref="OperationCanceledException">After the results that were finished before the cancellation.</exception>
    public async IAsyncEnumerable<FrameResult> StreamAsync(
        IEnumerable<StreamImage> images, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var results = Channel.CreateUnbounded<FrameResult>();
        var run = Task.Run(() => RunAsync(images, results.Writer, abandoned.Token), CancellationToken.None);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(CancellationToken.None))
            {
                _results.Add(result);
                _elapsed = Stopwatch.GetElapsedTime(_started);
                yield return result;
            }

            _error = await run;
        }
        finally
        {
            // The caller may stop enumerating: the run must not outlive it.
            await abandoned.CancelAsync();
            await run.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task<Diagnostic?> RunAsync(IEnumerable<StreamImage> images, ChannelWriter<FrameResult> results, CancellationToken cancellation)
    {
        try
        {
            return await session.RunAsync(Prefetch.Ahead(images, LoadedAhead), result => results.TryWrite(result), cancellation);
        }
        finally
        {
            results.Complete();
        }
    }
}
