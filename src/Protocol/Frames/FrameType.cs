namespace FpgaSeg.Protocol.Frames;

/// <summary>What a frame says; the top bit is set on frames from the board.</summary>
public enum FrameType : byte
{
    None = 0,

    /// <summary>Host: opens a session.</summary>
    Hello = 0x01,

    /// <summary>Host: bytes of an image.</summary>
    Image = 0x02,

    /// <summary>Host: where it stands with the masks; asks for an ACK.</summary>
    Poll = 0x03,

    /// <summary>Host: where it stands with the masks; no answer wanted.</summary>
    MaskAck = 0x04,

    /// <summary>Host: ends the session; the board drops every image and mask.</summary>
    Reset = 0x05,

    /// <summary>Board: the session is open; what the board is.</summary>
    HelloReply = 0x81,

    /// <summary>Board: where it stands with the images, and the credit.</summary>
    Ack = 0x82,

    /// <summary>Board: bytes of a mask.</summary>
    Mask = 0x83,

    /// <summary>Board: the end of a mask, with its cycle counters and checks.</summary>
    FrameDone = 0x84,

    /// <summary>Board: a frame from the host could not be obeyed.</summary>
    Refusal = 0x85,
}
