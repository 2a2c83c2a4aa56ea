namespace FpgaSeg.Protocol.Frames;

/// <summary>A frame whose checks have passed. The payload is the decoder's memory: use it before the next call.</summary>
public readonly ref struct Frame(FrameHeader header, ReadOnlySpan<byte> payload)
{
    public FrameHeader Header { get; } = header;

    public FrameType Type => Header.Type;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
