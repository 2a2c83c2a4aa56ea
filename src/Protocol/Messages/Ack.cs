using System.Buffers.Binary;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>Where the board stands: it has every image byte before (frame, offset) and has room for <paramref name="Credit"/> more.</summary>
/// <param name="FrameNumber">Number of the image whose byte it expects next.</param>
/// <param name="Offset">Offset of that byte.</param>
/// <param name="Credit">Image bytes that may follow, across the border to the next image.</param>
/// <param name="LastSequence">Sequence number of the last whole frame from the host: what was sent before it and is not acknowledged is lost.</param>
/// <param name="State">What the board does.</param>
public readonly record struct Ack(ushort FrameNumber, uint Offset, uint Credit, ushort LastSequence, BoardState State) : IMessage
{
    public const int Bytes = 13;

    public FrameType Type => FrameType.Ack;

    public int Encode(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, FrameNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(target[2..], Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(target[6..], Credit);
        BinaryPrimitives.WriteUInt16LittleEndian(target[10..], LastSequence);
        target[12] = (byte)State;
        return Bytes;
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out Ack message)
    {
        message = default;
        if (payload.Length != Bytes)
            return false;
        message = new Ack(
            BinaryPrimitives.ReadUInt16LittleEndian(payload),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[2..]),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[6..]),
            BinaryPrimitives.ReadUInt16LittleEndian(payload[10..]),
            (BoardState)payload[12]);
        return true;
    }
}

/// <summary>What the board does, for people and logs.</summary>
[Flags]
public enum BoardState : byte
{
    Idle = 0,

    /// <summary>The network computes.</summary>
    Computing = 1,

    /// <summary>A mask waits for the host's acknowledgement.</summary>
    MaskWaiting = 2,
}
