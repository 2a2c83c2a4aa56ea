using System.Buffers.Binary;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>
/// Opens a session. A board that knows <paramref name="Nonce"/> already only answers again; for a new one it drops every image and mask first,
/// so that nothing of an earlier session can follow the answer.
/// </summary>
/// <param name="Version">Protocol version of the host.</param>
/// <param name="Nonce">A number that the host draws per session.</param>
public readonly record struct Hello(ushort Version, uint Nonce) : IMessage
{
    public const int Bytes = 6;

    public FrameType Type => FrameType.Hello;

    public int Encode(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, Version);
        BinaryPrimitives.WriteUInt32LittleEndian(target[2..], Nonce);
        return Bytes;
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out Hello message)
    {
        message = default;
        if (payload.Length != Bytes)
            return false;
        message = new Hello(BinaryPrimitives.ReadUInt16LittleEndian(payload), BinaryPrimitives.ReadUInt32LittleEndian(payload[2..]));
        return true;
    }
}
