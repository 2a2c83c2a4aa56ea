using System.Collections.Immutable;
using System.Globalization;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Transports.Usb;

/// <summary>Which USB device is meant, and which of its endpoints.</summary>
/// <param name="Vendor">Vendor id.</param>
/// <param name="Products">Product ids, any of which will do.</param>
/// <param name="Serial">Serial number; null for any.</param>
/// <param name="Interface">Number of the interface; null for the first with a bulk pair.</param>
/// <param name="In">Address of the endpoint to the host, with bit 7; null for the interface's first bulk one.</param>
/// <param name="Out">Address of the endpoint to the device; null for the interface's first bulk one.</param>
public sealed record UsbTarget(ushort Vendor, ImmutableArray<ushort> Products, string? Serial, int? Interface = null, byte? In = null, byte? Out = null)
{
    private const int DirectionBit = 0x80;

    /// <summary>For messages: "1209:0001, serial A7".</summary>
    public override string ToString() =>
        $"{Vendor:x4}:{string.Join('/', Products.Select(p => $"{p:x4}"))}{(Serial is null ? "" : $", serial {Serial}")}";

    /// <summary>Reads VID:PID[:serial] and the options interface, in and out; FS4101 or FS4102 when that fails.</summary>
    public static Result<UsbTarget> Parse(DeviceUrl url)
    {
        var parts = url.Target.Split(':', 3);
        if (parts.Length < 2 || !TryHex(parts[0], out var vendor) || !TryHex(parts[1], out var product) || parts is [_, _, ""])
            return TransportErrors.BadUrl(url.Text, "a USB device is VID:PID or VID:PID:serial with four hexadecimal digits each");
        var target = new UsbTarget(vendor, [product], parts.Length == 3 ? parts[2] : null);
        foreach (var (name, value) in url.Options)
        {
            var read = target.With(url, name, value);
            if (!read.IsOk)
                return read;
            target = read.Value;
        }

        return target;
    }

    private Result<UsbTarget> With(DeviceUrl url, string name, string value) => name switch
    {
        "interface" => TryByte(value, out var n) ? this with { Interface = n }
            : TransportErrors.BadOption(url, name, value, "an interface is a number from 0 to 255."),
        "in" => TryByte(value, out var n) && (n & DirectionBit) != 0 ? this with { In = n }
            : TransportErrors.BadOption(url, name, value, "an endpoint to the host is an address from 0x81 to 0x8f."),
        "out" => TryByte(value, out var n) && n is > 0 and < DirectionBit ? this with { Out = n }
            : TransportErrors.BadOption(url, name, value, "an endpoint to the device is an address from 0x01 to 0x0f."),
        _ => TransportErrors.BadOption(url, name, value, "USB devices know the options interface, in and out."),
    };

    private static bool TryHex(string text, out ushort value) =>
        ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && text.Length == 4;

    private static bool TryByte(string text, out byte value) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
