using System.Globalization;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports.Usb;
using FpgaSeg.HostDriver.Transports.Usb.Bulk;

namespace FpgaSeg.HostDriver.Transports.Ftdi;

/// <summary>Synchronous FIFO of an FTDI FT2232H or FT232H: ftdi:any, or ftdi:SERIAL where several are plugged in.</summary>
public sealed class FtdiTransport : ITransport
{
    /// <summary>Vendor id of FTDI.</summary>
    public const ushort Vendor = 0x0403;

    /// <summary>Product id of the FT2232H.</summary>
    public const ushort Ft2232H = 0x6010;

    /// <summary>Product id of the FT232H.</summary>
    public const ushort Ft232H = 0x6014;

    private const string AnySerial = "any";
    private const int DefaultLatency = 2;

    public string Scheme => "ftdi";

    public string Example => "ftdi:any";

    public Task<Result<DeviceLine>> OpenAsync(DeviceUrl url, CancellationToken cancellation)
    {
        var latency = DefaultLatency;
        foreach (var (name, value) in url.Options)
        {
            if (name != "latency")
                return Task.FromResult<Result<DeviceLine>>(TransportErrors.BadOption(url, name, value, "FTDI chips know one option: latency."));
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out latency) || latency is < 1 or > 255)
                return Task.FromResult<Result<DeviceLine>>(TransportErrors.BadOption(url, name, value, "a latency is a number of milliseconds from 1 to 255."));
        }

        // Channel A alone has the FIFO: interface 0.
        var target = new UsbTarget(Vendor, [Ft2232H, Ft232H], url.Target == AnySerial ? null : url.Target, Interface: 0);
        return Task.Run(() => Open(target, latency).Then<DeviceLine>(pipe => new DeviceLine(pipe, Baud: null)), cancellation);
    }

    private static Result<IBytePipe> Open(UsbTarget target, int latency)
    {
        var opened = UsbConnection.Open(target);
        if (!opened.IsOk)
            return Result<IBytePipe>.Fail(opened.Errors);
        var connection = opened.Value;
        if (FifoMode.Enter(connection, latency) is { } failure)
        {
            connection.Dispose();
            return UsbErrors.OpenFailed(target, failure.Step, failure.Reason);
        }

        var chip = connection.Product == Ft232H ? "FT232H" : "FT2232H";
        return new UsbPipe(connection, $"{chip} {connection.Serial} (FIFO)", new FtdiPackets(connection.Pair.In.PacketBytes));
    }
}
