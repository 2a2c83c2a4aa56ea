using System.Buffers.Binary;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>The end of a frame: counters, and checks over the whole image and the whole mask as the board saw them.</summary>
/// <param name="FrameNumber">Number of the image in the session.</param>
/// <param name="Status">Whether there is a mask.</param>
/// <param name="ComputeCycles">From the first pixel into the network to the last mask bit out of it, without the stalls.</param>
/// <param name="TotalCycles">The same with the stalls.</param>
/// <param name="StallCycles">Cycles in which the network waited for pixels or for room for the mask.</param>
/// <param name="ImageCrc">CRC-32 of the image that was computed.</param>
/// <param name="MaskCrc">CRC-32 of the packed mask.</param>
public readonly record struct FrameDone(
    ushort FrameNumber,
    FrameStatus Status,
    ulong ComputeCycles,
    ulong TotalCycles,
    ulong StallCycles,
    uint ImageCrc,
    uint MaskCrc) : IMessage
{
    public const int Bytes = 36;

    public FrameType Type => FrameType.FrameDone;

    public int Encode(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, FrameNumber);
        target[2] = (byte)Status;
        target[3] = 0;
        BinaryPrimitives.WriteUInt64LittleEndian(target[4..], ComputeCycles);
        BinaryPrimitives.WriteUInt64LittleEndian(target[12..], TotalCycles);
        BinaryPrimitives.WriteUInt64LittleEndian(target[20..], StallCycles);
        BinaryPrimitives.WriteUInt32LittleEndian(target[28..], ImageCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(target[32..], MaskCrc);
        return Bytes;
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out FrameDone message)
    {
        message = default;
        if (payload.Length != Bytes)
            return false;
        message = new FrameDone(
            BinaryPrimitives.ReadUInt16LittleEndian(payload),
            (FrameStatus)payload[2],
            BinaryPrimitives.ReadUInt64LittleEndian(payload[4..]),
            BinaryPrimitives.ReadUInt64LittleEndian(payload[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(payload[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[28..]),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[32..]));
        return true;
    }
}

/// <summary>How a frame ended on the board.</summary>
public enum FrameStatus : byte
{
    /// <summary>The mask is complete.</summary>
    Ok = 0,

    /// <summary>The computation failed; there is no mask.</summary>
    Failed = 1,
}
