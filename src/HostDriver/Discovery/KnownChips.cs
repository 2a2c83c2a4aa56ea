using System.Collections.Frozen;
using FpgaSeg.HostDriver.Transports.Ftdi;

namespace FpgaSeg.HostDriver.Discovery;

/// <summary>USB numbers that FPGA boards and their adapters carry. Source: the makers' data sheets and linux-usb.org's usb.ids.</summary>
internal static class KnownChips
{
    private static readonly FrozenDictionary<(int Vendor, int Product), string> Names = new Dictionary<(int, int), string>
    {
        [(0x0403, 0x6001)] = "FTDI FT232R UART, up to 3 Mbaud",
        [(0x0403, 0x6010)] = "FTDI FT2232H, two channels",
        [(0x0403, 0x6011)] = "FTDI FT4232H, four UARTs up to 12 Mbaud",
        [(0x0403, 0x6014)] = "FTDI FT232H",
        [(0x0403, 0x6015)] = "FTDI FT231X UART, up to 3 Mbaud (ULX3S)",
        [(0x10C4, 0xEA60)] = "Silicon Labs CP210x UART, up to 2 Mbaud",
        [(0x10C4, 0xEA70)] = "Silicon Labs CP2105 UARTs, up to 2 Mbaud",
        [(0x1A86, 0x7523)] = "WCH CH340 UART, up to 2 Mbaud",
        [(0x1A86, 0x55D4)] = "WCH CH9102 UART, up to 4 Mbaud",
        [(0x067B, 0x2303)] = "Prolific PL2303 UART",
        [(0x1209, 0x0001)] = "vendor-class board with pid.codes' test numbers",
        [(0x1209, 0x5BF0)] = "Arrow USB programmer",
    }.ToFrozenDictionary();

    /// <summary>What a device is: the chip's name if it is known, else its own words.</summary>
    public static string TitleOf(int vendor, int product, string? manufacturer, string? name)
    {
        var words = string.Join(' ', new[] { manufacturer, name }.Where(w => !string.IsNullOrEmpty(w)));
        if (!Names.TryGetValue((vendor, product), out var chip))
            return words.Length > 0 ? words : "unknown device";
        return words.Length > 0 ? $"{words} ({chip})" : chip;
    }

    /// <summary>Whether the chip's channel A can be a synchronous FIFO.</summary>
    public static bool HasFifo(int vendor, int product) => vendor == FtdiTransport.Vendor && product is FtdiTransport.Ft2232H or FtdiTransport.Ft232H;

    /// <summary>Digilent's boards wire channel A to JTAG: the link runs on the second channel's UART.</summary>
    public static bool IsJtagAdapter(string? manufacturer) => manufacturer?.StartsWith("Digilent", StringComparison.OrdinalIgnoreCase) == true;
}
