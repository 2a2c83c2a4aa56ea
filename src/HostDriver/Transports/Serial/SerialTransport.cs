using System.Globalization;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Transports.Serial;

/// <summary>UART: termios on Linux at any baud, System.IO.Ports elsewhere where the feed has it. 8N1, no flow control: the protocol has credits.</summary>
public sealed class SerialTransport : ITransport
{
    private const int DefaultBaud = 3_000_000;
    private const int SlowestBaud = 300;
    private const int FastestBaud = 50_000_000;

    public string Scheme => "serial";

    public string Example => "serial:/dev/ttyUSB0?baud=3000000";

    public Task<Result<DeviceLine>> OpenAsync(DeviceUrl url, CancellationToken cancellation)
    {
        var baud = DefaultBaud;
        foreach (var (name, value) in url.Options)
        {
            if (name != "baud")
                return Task.FromResult<Result<DeviceLine>>(TransportErrors.BadOption(url, name, value, "serial ports know one option: baud."));
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out baud) || baud is < SlowestBaud or > FastestBaud)
                return Task.FromResult<Result<DeviceLine>>(TransportErrors.BadOption(url, name, value, $"a baud is a number from {SlowestBaud} to {FastestBaud}."));
        }

        return Task.FromResult(Open(url.Target, baud));
    }

    private static Result<DeviceLine> Open(string path, int baud)
    {
        if (OperatingSystem.IsLinux())
            return TermiosSerialPort.Open(path, baud).Then<DeviceLine>(pipe => new DeviceLine(pipe, baud));
#if HAS_SYSTEM_IO_PORTS
        return SystemSerialPort.Open(path, baud).Then<DeviceLine>(pipe => new DeviceLine(pipe, baud));
#else
        return TransportErrors.NoSerialHere(Environment.OSVersion.Platform.ToString());
#endif
    }
}
