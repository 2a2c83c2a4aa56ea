using System.Globalization;
using FpgaSeg.HostDriver.Tests.Emulation;
using FpgaSeg.VirtualBoard;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>The faults on a pseudo-terminal.</summary>
public sealed class SerialFaultTests : FaultContract
{
    private protected override int? TcpPort => null;

    private protected override string UrlOf(VirtualBoardHost board) => board.DeviceUrl;
}

/// <summary>The faults on a TCP socket.</summary>
public sealed class TcpFaultTests : FaultContract
{
    private protected override string UrlOf(VirtualBoardHost board) => board.DeviceUrl;
}

/// <summary>The faults on the emulated USB port: a vendor-class device.</summary>
internal sealed class UsbFaultScenarios : FaultContract
{
    private protected override string UrlOf(VirtualBoardHost board) => Plugged("vendor", board, "usb:1209:0001");

    /// <summary>Plugs a device of the board in and returns its URL.</summary>
    public static string Plugged(string kind, VirtualBoardHost board, string url)
    {
        VirtualUsbPort.Plug(kind, "TEST1", int.Parse(board.Address.Split(':')[1], CultureInfo.InvariantCulture));
        return url;
    }
}

/// <summary>The faults on the emulated USB port: an FT2232H.</summary>
internal sealed class FtdiFaultScenarios : FaultContract
{
    private protected override string UrlOf(VirtualBoardHost board) => UsbFaultScenarios.Plugged("ft2232h", board, "ftdi:any");
}
