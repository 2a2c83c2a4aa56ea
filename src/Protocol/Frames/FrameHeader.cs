using System.Buffers.Binary;
using FpgaSeg.Protocol.Checks;
using static FpgaSeg.Protocol.LinkConstants;

namespace FpgaSeg.Protocol.Frames;

/// <summary>The header of a frame: type, sequence number of its sender, bytes of payload.</summary>
public readonly record struct FrameHeader(FrameType Type, ushort Sequence, ushort Length)
{
    /// <summary>Bytes of the whole frame.</summary>
    public int FrameBytes => Length + FrameOverhead;

    /// <summary>Writes the <see cref="HeaderBytes"/> bytes of the header, its check included.</summary>
    public void Write(Span<byte> target)
    {
        target[0] = Sync0;
        target[1] = Sync1;
        target[2] = (byte)Type;
        BinaryPrimitives.WriteUInt16LittleEndian(target[3..], Sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(target[5..], Length);
        target[7] = Crc8.Of(target[2..7]);
    }

    /// <summary>Reads a header; false when its sync, its check or its length is wrong, so that a corrupt length is never trusted.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out FrameHeader header)
    {
        header = default;
        if (source.Length < HeaderBytes || source[0] != Sync0 || source[1] != Sync1 || Crc8.Of(source[2..7]) != source[7])
            return false;
        header = new FrameHeader(
            (FrameType)source[2],
            BinaryPrimitives.ReadUInt16LittleEndian(source[3..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[5..]));
        return header.Length <= LargestPayload;
    }
}
