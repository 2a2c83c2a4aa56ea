using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;

namespace FpgaSeg.HostDriver.Transports;

/// <summary>One way to reach a board. To add one: this file's interface, a test class that inherits the transport contract, one line in the catalogue.</summary>
public interface ITransport
{
    /// <summary>What stands before the colon of its device URLs.</summary>
    string Scheme { get; }

    /// <summary>Its form, for help texts: "serial:/dev/ttyUSB0?baud=3000000".</summary>
    string Example { get; }

    /// <summary>Opens the device; FS4101 to FS4118 when that fails.</summary>
    Task<Result<DeviceLine>> OpenAsync(DeviceUrl url, CancellationToken cancellation);
}

/// <summary>An open device.</summary>
/// <param name="Pipe">Its bytes.</param>
/// <param name="Baud">Bits per second of the line, where it has such a rate.</param>
public sealed record DeviceLine(IBytePipe Pipe, int? Baud);
