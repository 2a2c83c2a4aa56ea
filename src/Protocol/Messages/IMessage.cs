using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>The payload of one type of frame. Numbers are little-endian. Decoders accept the exact length only.</summary>
public interface IMessage
{
    /// <summary>The type of frame that carries it.</summary>
    FrameType Type { get; }

    /// <summary>Writes the payload and returns its bytes.</summary>
    int Encode(Span<byte> target);
}
