using System.Net.Sockets;

namespace FpgaSeg.Core.Pipes;

/// <summary>
/// A connected TCP socket as a pipe. The runtime does not tell how much of a write has gone when it times out or is cancelled: what follows
/// then may begin in the middle of a frame, which the protocol survives.
/// </summary>
public sealed class SocketPipe : IBytePipe
{
    private readonly Socket _socket;

    /// <summary>Takes over <paramref name="socket"/>.</summary>
    public SocketPipe(Socket socket, string description)
    {
        (_socket, Description) = (socket, description);
        _socket.NoDelay = true;
    }

    public string Description { get; }

    public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation) =>
        RunAsync(token => _socket.ReceiveAsync(target, SocketFlags.None, token), timeout, cancellation);

    public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation) =>
        RunAsync(token => _socket.SendAsync(source, SocketFlags.None, token), timeout, cancellation);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<PipeResult> RunAsync(
        Func<CancellationToken, ValueTask<int>> transfer, TimeSpan timeout, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(timeout);
        try
        {
            var count = await transfer(deadline.Token);
            return count > 0 ? PipeResult.Done(count) : PipeResult.Closed("the other side closed the connection");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return PipeResult.TimedOut;
        }
        catch (SocketException e)
        {
            return PipeResult.Closed(e.SocketErrorCode.ToString());
        }
        catch (ObjectDisposedException)
        {
            return PipeResult.Closed("this side closed the connection");
        }
    }
}
