using System.Buffers.Binary;
using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Messages;
using static FpgaSeg.Protocol.LinkConstants;

namespace FpgaSeg.Protocol.Frames;

/// <summary>Builds frames in place and numbers them: the sequence counts every frame that this end sends, repeats included.</summary>
public sealed class FrameWriter
{
    private ushort _next;

    /// <summary>Sequence number of the last frame written.</summary>
    public ushort LastSequence => (ushort)(_next - 1);

    /// <summary>Writes one message as a frame.</summary>
    /// <returns>Bytes written: the payload's and <see cref="FrameOverhead"/>.</returns>
    public int Write<TMessage>(Span<byte> target, in TMessage message)
        where TMessage : IMessage, allows ref struct
    {
        var length = message.Encode(target[HeaderBytes..]);
        new FrameHeader(message.Type, _next++, (ushort)length).Write(target);
        var checkedBytes = target[2..(HeaderBytes + length)];
        BinaryPrimitives.WriteUInt32LittleEndian(target[(HeaderBytes + length)..], Crc32.Of(checkedBytes));
        return length + FrameOverhead;
    }
}
