using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Transports.Usb;

/// <summary>An interface as its descriptor gives it.</summary>
internal sealed record UsbInterface(int Number, ImmutableArray<UsbEndpoint> Endpoints);

/// <summary>An endpoint as its descriptor gives it.</summary>
/// <param name="Address">Number, with bit 7 set towards the host.</param>
/// <param name="IsBulk">Whether it carries bulk transfers.</param>
/// <param name="PacketBytes">Bytes of its longest packet.</param>
internal sealed record UsbEndpoint(byte Address, bool IsBulk, int PacketBytes)
{
    public bool IsIn => (Address & 0x80) != 0;
}

/// <summary>The bulk pair that carries the link.</summary>
internal sealed record BulkPair(int Interface, UsbEndpoint In, UsbEndpoint Out)
{
    /// <summary>The pair that the target asks for, else the first one; FS4116 when there is none.</summary>
    public static Result<BulkPair> Choose(UsbTarget target, IReadOnlyList<UsbInterface> interfaces)
    {
        foreach (var candidate in interfaces.Where(i => target.Interface is null || i.Number == target.Interface))
        {
            var bulk = candidate.Endpoints.Where(e => e.IsBulk).ToArray();
            var (input, output) = (
                Array.Find(bulk, e => e.IsIn && (target.In is null || e.Address == target.In)),
                Array.Find(bulk, e => !e.IsIn && (target.Out is null || e.Address == target.Out)));
            if (input is not null && output is not null)
                return new BulkPair(candidate.Number, input, output);
        }

        return UsbErrors.NoBulkPair(target, interfaces);
    }
}
