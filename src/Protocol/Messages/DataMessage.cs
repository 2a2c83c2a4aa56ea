using System.Buffers.Binary;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>IMAGE or MASK: bytes with their place, so that a repeat is harmless.</summary>
/// <param name="type"><see cref="FrameType.Image"/> or <see cref="FrameType.Mask"/>.</param>
/// <param name="frameNumber">Number of the image in the session, modulo 65536.</param>
/// <param name="offset">Place of the first byte in the image or mask.</param>
/// <param name="data">At least one byte.</param>
public readonly ref struct DataMessage(FrameType type, ushort frameNumber, uint offset, ReadOnlySpan<byte> data) : IMessage
{
    public FrameType Type { get; } = type;

    public ushort FrameNumber { get; } = frameNumber;

    public uint Offset { get; } = offset;

    public ReadOnlySpan<byte> Data { get; } = data;

    public int Encode(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, FrameNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(target[2..], Offset);
        Data.CopyTo(target[LinkConstants.DataPrefixBytes..]);
        return LinkConstants.DataPrefixBytes + Data.Length;
    }

    public static bool TryDecode(FrameType type, ReadOnlySpan<byte> payload, out DataMessage message)
    {
        message = default;
        if (payload.Length <= LinkConstants.DataPrefixBytes)
            return false;
        message = new DataMessage(
            type,
            BinaryPrimitives.ReadUInt16LittleEndian(payload),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[2..]),
            payload[LinkConstants.DataPrefixBytes..]);
        return true;
    }
}
