using System.Globalization;
using System.Net.Sockets;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;

namespace FpgaSeg.HostDriver.Transports.Tcp;

/// <summary>TCP, for virtual and remote boards: tcp:host:port.</summary>
public sealed class TcpTransport : ITransport
{
    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(5);

    public string Scheme => "tcp";

    public string Example => "tcp:localhost:7000";

    public async Task<Result<DeviceLine>> OpenAsync(DeviceUrl url, CancellationToken cancellation)
    {
        if (!url.Options.IsEmpty)
            return TransportErrors.BadOption(url, url.Options.First().Key, url.Options.First().Value, "tcp knows no options.");
        var colon = url.Target.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(url.Target[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            return TransportErrors.BadUrl(url.Text, "it does not end in a port from 1 to 65535");
        return await ConnectAsync(url.Target[..colon], port, cancellation);
    }

    private static async Task<Result<DeviceLine>> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(ConnectDeadline);
        try
        {
            await socket.ConnectAsync(host.Trim('[', ']'), port, deadline.Token);
            return new DeviceLine(new SocketPipe(socket, $"{host}:{port}"), Baud: null);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return TransportErrors.CannotConnect($"{host}:{port}", e.SocketErrorCode.ToString(), isKnownHost: e.SocketErrorCode is not (SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain));
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            return TransportErrors.CannotConnect($"{host}:{port}", $"no answer in {ConnectDeadline.TotalSeconds} s");
        }
    }
}
