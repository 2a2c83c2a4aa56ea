namespace FpgaSeg.Protocol;

/// <summary>Every number of the link protocol, in one place (docs/link-protocol.md).</summary>
public static class LinkConstants
{
    /// <summary>Version that HELLO and HELLO-REPLY carry; host and board must agree.</summary>
    public const ushort ProtocolVersion = 1;

    /// <summary>First byte of every frame.</summary>
    public const byte Sync0 = 0xFA;

    /// <summary>Second byte of every frame.</summary>
    public const byte Sync1 = 0x5E;

    /// <summary>Bytes before the payload: sync (2), type, sequence (2), length (2), header check.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Bytes after the payload: CRC-32.</summary>
    public const int TrailerBytes = 4;

    /// <summary>Bytes of a frame that are not payload.</summary>
    public const int FrameOverhead = HeaderBytes + TrailerBytes;

    /// <summary>No frame carries more payload; a longer length is a corrupt one.</summary>
    public const int LargestPayload = 8192;

    /// <summary>The smallest max_payload that a board may have.</summary>
    public const int SmallestMaxPayload = 16;

    /// <summary>Frame number and offset before the bytes of IMAGE and MASK.</summary>
    public const int DataPrefixBytes = 6;

    /// <summary>A receiver gives up a frame in progress when the line has been silent for this long.</summary>
    public const int IdleGapMilliseconds = 50;

    /// <summary>Bits on a UART line per byte: start, eight data, stop.</summary>
    public const int UartBitsPerByte = 10;

    /// <summary>Bytes of a design or model id (SHA-256).</summary>
    public const int IdBytes = 32;

    /// <summary>Place, among the flags of HELLO-REPLY, of the number of times that the host sends an image, less one.</summary>
    public const int PassesShift = 8;

    /// <summary>Bits of that number.</summary>
    public const int PassesMask = 3;
}
