using System.Buffers.Binary;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>What the board is. Sent once per HELLO.</summary>
/// <param name="Version">Protocol version of the board.</param>
/// <param name="Flags">See <see cref="BoardFlags"/>.</param>
/// <param name="Nonce">The HELLO's.</param>
/// <param name="DesignId">SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="ModelId">SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Image">Geometry of an image.</param>
/// <param name="Mask">Geometry of a mask.</param>
/// <param name="ClockHz">Clock of the cycle counters.</param>
/// <param name="Link">Longest payload and receive buffer in bytes.</param>
public sealed record HelloReply(
    ushort Version,
    BoardFlags Flags,
    uint Nonce,
    string DesignId,
    string ModelId,
    ImageGeometry Image,
    MaskGeometry Mask,
    long ClockHz,
    LinkParameters Link) : IMessage
{
    public const int Bytes = 92;

    public FrameType Type => FrameType.HelloReply;

    public int Encode(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], (ushort)((int)Flags | ((Image.Passes - 1) << LinkConstants.PassesShift)));
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Nonce);
        Convert.FromHexString(DesignId, target.Slice(8, LinkConstants.IdBytes), out _, out _);
        Convert.FromHexString(ModelId, target.Slice(40, LinkConstants.IdBytes), out _, out _);
        ReadOnlySpan<int> sizes = [Image.Width, Image.Height, Image.Channels, Mask.Width, Mask.Height];
        for (var i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(target[(72 + (2 * i))..], (ushort)sizes[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[82..], (uint)ClockHz);
        BinaryPrimitives.WriteUInt16LittleEndian(target[86..], (ushort)Link.MaxPayload);
        BinaryPrimitives.WriteUInt32LittleEndian(target[88..], (uint)Link.ReceiveBuffer);
        return Bytes;
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out HelloReply? message)
    {
        message = null;
        if (payload.Length != Bytes)
            return false;
        Span<int> sizes = stackalloc int[5];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = BinaryPrimitives.ReadUInt16LittleEndian(payload[(72 + (2 * i))..]);
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]), passes = ((flags >> LinkConstants.PassesShift) & LinkConstants.PassesMask) + 1;
        message = new HelloReply(
            BinaryPrimitives.ReadUInt16LittleEndian(payload),
            (BoardFlags)(flags & ~(LinkConstants.PassesMask << LinkConstants.PassesShift)),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]),
            Convert.ToHexStringLower(payload.Slice(8, LinkConstants.IdBytes)),
            Convert.ToHexStringLower(payload.Slice(40, LinkConstants.IdBytes)),
            new ImageGeometry(sizes[0], sizes[1], sizes[2], passes),
            new MaskGeometry(sizes[3], sizes[4]),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[82..]),
            new LinkParameters(
                BinaryPrimitives.ReadUInt16LittleEndian(payload[86..]),
                (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(payload[88..]))));
        return true;
    }
}
