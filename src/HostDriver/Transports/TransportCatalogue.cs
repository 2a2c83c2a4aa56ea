using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Transports.Ftdi;
using FpgaSeg.HostDriver.Transports.Serial;
using FpgaSeg.HostDriver.Transports.Tcp;
using FpgaSeg.HostDriver.Transports.Usb;

namespace FpgaSeg.HostDriver.Transports;

/// <summary>Every transport: one line each.</summary>
public static class TransportCatalogue
{
    public static readonly ImmutableArray<ITransport> All =
    [
        new SerialTransport(),
        new UsbTransport(),
        new FtdiTransport(),
        new TcpTransport(),
    ];

    /// <summary>Opens the device of a URL with the transport of its scheme.</summary>
    public static async Task<Result<DeviceLine>> OpenAsync(string url, CancellationToken cancellation)
    {
        var parsed = DeviceUrl.Parse(url);
        if (!parsed.IsOk)
            return Result<DeviceLine>.Fail(parsed.Errors);
        var transport = All.FirstOrDefault(t => string.Equals(t.Scheme, parsed.Value.Scheme, StringComparison.OrdinalIgnoreCase));
        return transport is null
            ? TransportErrors.UnknownScheme(parsed.Value)
            : await transport.OpenAsync(parsed.Value, cancellation);
    }
}
