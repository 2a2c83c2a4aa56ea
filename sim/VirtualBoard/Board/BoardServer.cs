using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.VirtualBoard.Board;

/// <summary>Runs a <see cref="BoardModel"/> over one connection: one loop that receives while it sends and while the engine computes.</summary>
/// <param name="identity">What the board says it is.</param>
/// <param name="engine">What computes.</param>
/// <param name="log">Takes the engine's errors; the host only learns that the computation failed.</param>
public sealed class BoardServer(BoardIdentity identity, IInferenceEngine engine, Action<Diagnostic>? log = null)
{
    /// <summary>Frames of the longest kind that wait for the line: few, so that an ACK does not stand behind a whole mask.</summary>
    private const int QueuedFrames = 4;
    private static readonly TimeSpan IdleGap = TimeSpan.FromMilliseconds(LinkConstants.IdleGapMilliseconds);
    private static readonly TimeSpan Ever = TimeSpan.FromDays(1);
    private readonly int _longestFrame = Math.Max(identity.Reply.Link.MaxPayload, HelloReply.Bytes) + LinkConstants.FrameOverhead;

    /// <summary>Serves until the host hangs up; then returns why.</summary>
    /// <exception cref="OperationCanceledException">The board was switched off.</exception>
    public async Task<string> ServeAsync(IBytePipe pipe, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var pump = new DuplexPump(pipe, QueuedFrames * _longestFrame, stop.Token) { WriteTimeout = Ever };
        var model = new BoardModel(identity);
        var decoder = new FrameDecoder();
        ComputeJob? job = null;
        Task<Result<byte[]>>? computing = null;
        try
        {
            while (true)
            {
                if (computing is null && (job = model.TakeImage()) is not null)
                    computing = Task.Run(() => engine.ComputeAsync(job.Image, stop.Token), stop.Token);
                Fill(pump, model);
                var step = await pump.StepAsync(decoder.HasPartialFrame ? IdleGap : Ever, computing);
                if (step.Status == PipeStatus.Closed)
                    return step.Reason!;
                if (step.Status == PipeStatus.TimedOut)
                    decoder.Abandon();
                Receive(pump.Received, decoder, model);
                if (computing is { IsCompleted: true })
                {
                    model.Complete(job!, Mask(await computing));
                    computing = null;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            if (computing is not null)
                await computing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static void Receive(ReadOnlySpan<byte> received, FrameDecoder decoder, BoardModel model)
    {
        decoder.Append(received);
        while (decoder.TryRead(out var frame))
            model.Receive(frame);
    }

    private void Fill(DuplexPump pump, BoardModel model)
    {
        while (pump.Room is { } room && room.Length >= _longestFrame)
        {
            var count = model.Transmit(room);
            if (count == 0)
                return;
            pump.Queue(count);
        }
    }

    private byte[]? Mask(Result<byte[]> result)
    {
        foreach (var error in result.Errors)
            log?.Invoke(error);
        return result.IsOk ? result.Value : null;
    }
}
