using System.Net;
using System.Net.Sockets;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;

namespace FpgaSeg.VirtualBoard.Line;

/// <summary>A TCP port on this machine.</summary>
public sealed class TcpBoardListener : IBoardListener
{
    private readonly TcpListener _listener;

    private TcpBoardListener(TcpListener listener) => _listener = listener;

    /// <summary>The port; the one that the system chose when 0 was asked for.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"localhost:{Port}";

    public int HostBaud => 0;

    /// <summary>Listens on the loopback address; FS4522 when the port is taken.</summary>
    public static Result<TcpBoardListener> Create(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start(1);
            return new TcpBoardListener(listener);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            return VirtualBoardErrors.PortTaken(port, e.SocketErrorCode.ToString());
        }
    }

    public async Task<IBytePipe> AcceptAsync(CancellationToken cancellation)
    {
        var socket = await _listener.AcceptSocketAsync(cancellation);
        return new SocketPipe(socket, socket.RemoteEndPoint?.ToString() ?? "host");
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
