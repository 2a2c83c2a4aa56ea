using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.Protocol.Messages;

/// <summary>Ends the session: the board drops every image and mask and says nothing more. No payload, no answer.</summary>
public readonly record struct Reset : IMessage
{
    public FrameType Type => FrameType.Reset;

    public int Encode(Span<byte> target) => 0;
}
