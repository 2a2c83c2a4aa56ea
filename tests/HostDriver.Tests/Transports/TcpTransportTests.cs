using FpgaSeg.HostDriver.Transports;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Transports;

public sealed class TcpTransportTests : TransportContract
{
    private protected override IBoardListener CreateListener() => TcpBoardListener.Create(0).Value;

    private protected override string UrlOf(IBoardListener listener) => $"tcp:127.0.0.1:{((TcpBoardListener)listener).Port}";

    private protected override string? CodeOfSecondHost => null;

    [Fact]
    public async Task A_port_where_nobody_listens_is_FS4109()
    {
        var listener = TcpBoardListener.Create(0).Value;
        var port = listener.Port;
        await listener.DisposeAsync();
        var result = await TransportCatalogue.OpenAsync($"tcp:127.0.0.1:{port}", default);
        Assert.Equal("FS4109", Assert.Single(result.Errors).Code);
    }
}
