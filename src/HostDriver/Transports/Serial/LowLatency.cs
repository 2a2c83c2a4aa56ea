using System.Buffers.Binary;
using FpgaSeg.Core.Pipes.Posix;

namespace FpgaSeg.HostDriver.Transports.Serial;

/// <summary>
/// The flag ASYNC_LOW_LATENCY of Linux's serial drivers: ftdi_sio then sets the adapter's latency timer to 1 ms instead of 16. Drivers without
/// it, and pseudo-terminals, are left as they are: the link's window covers the timer, the flag only shortens single answers.
/// </summary>
internal static class LowLatency
{
    private const nuint GetSerial = 0x541E;
    private const nuint SetSerial = 0x541F;
    private const int Flag = 1 << 13;

    /// <summary>Place of the flags in struct serial_struct, behind type, line, port and irq.</summary>
    private const int FlagsOffset = 16;

    /// <summary>72 bytes on 64-bit systems, 60 on others; room for either.</summary>
    private const int StructBytes = 96;

    /// <summary>Sets the flag; false when the driver has none.</summary>
    public static bool TrySet(int descriptor)
    {
        Span<byte> settings = stackalloc byte[StructBytes];
        settings.Clear();
        if (LibC.Control(descriptor, GetSerial, settings) < 0)
            return false;
        var flags = settings[FlagsOffset..(FlagsOffset + sizeof(int))];
        BinaryPrimitives.WriteInt32LittleEndian(flags, BinaryPrimitives.ReadInt32LittleEndian(flags) | Flag);
        return LibC.Control(descriptor, SetSerial, settings) == 0;
    }
}
