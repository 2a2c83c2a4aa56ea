using System.Buffers.Binary;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>A frame from the host could not be obeyed.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RefusedSequence">Sequence number of that frame.</param>
public readonly record struct Refusal(RefusalReason Reason, ushort RefusedSequence) : IMessage
{
    public const int Bytes = 3;

    public FrameType Type => FrameType.Refusal;

    public int Encode(Span<byte> target)
    {
        target[0] = (byte)Reason;
        BinaryPrimitives.WriteUInt16LittleEndian(target[1..], RefusedSequence);
        return Bytes;
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out Refusal message)
    {
        message = default;
        if (payload.Length != Bytes)
            return false;
        message = new Refusal((RefusalReason)payload[0], BinaryPrimitives.ReadUInt16LittleEndian(payload[1..]));
        return true;
    }
}

/// <summary>Why the board refused a frame.</summary>
public enum RefusalReason : byte
{
    None = 0,

    /// <summary>The board has no session: it was reset or switched on since HELLO.</summary>
    NoSession = 1,

    /// <summary>The type is not known to this version.</summary>
    UnknownType = 2,

    /// <summary>The payload's length does not fit its type.</summary>
    BadLength = 3,

    /// <summary>The bytes reach past the end of the image.</summary>
    OutsideImage = 4,
}
