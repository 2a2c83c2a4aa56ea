using System.Buffers.Binary;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>
/// POLL or MASK-ACK: the host has everything of the masks before (frame, offset). FRAME-DONE stands behind the last byte of its mask,
/// so an offset equal to the mask's bytes means that only FRAME-DONE is missing.
/// </summary>
/// <param name="Type"><see cref="FrameType.Poll"/> asks for an ACK, <see cref="FrameType.MaskAck"/> does not.</param>
/// <param name="FrameNumber">Number of the mask whose byte is expected next.</param>
/// <param name="Offset">Offset of that byte.</param>
/// <param name="LastSequence">Sequence number of the last whole frame from the board.</param>
public readonly record struct MaskStatus(FrameType Type, ushort FrameNumber, uint Offset, ushort LastSequence) : IMessage
{
    public const int Bytes = 8;

    public int Encode(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, FrameNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(target[2..], Offset);
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], LastSequence);
        return Bytes;
    }

    public static bool TryDecode(FrameType type, ReadOnlySpan<byte> payload, out MaskStatus message)
    {
        message = default;
        if (payload.Length != Bytes)
            return false;
        message = new MaskStatus(
            type,
            BinaryPrimitives.ReadUInt16LittleEndian(payload),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(payload[6..]));
        return true;
    }
}
