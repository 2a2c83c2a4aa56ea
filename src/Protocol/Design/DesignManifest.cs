using System.Collections.Immutable;

namespace FpgaSeg.Protocol.Design;

/// <summary>
/// design.json: what gen-hls says of the design in the same folder. The host, the virtual board and the vendor scripts read it.
/// </summary>
/// <param name="Format">Version of this file's layout.</param>
/// <param name="Tool">Name and version of the writer.</param>
/// <param name="ModelId">SHA-256 of the model.fsq, 64 hexadecimal digits.</param>
/// <param name="DesignId">SHA-256 of this manifest without the id itself (see <see cref="DesignManifestJson.IdOf"/>); the board reports it in HELLO.</param>
/// <param name="Board">Name of the folder under hw/boards.</param>
/// <param name="ClockHz">Clock of the network's logic.</param>
/// <param name="Image">Geometry of the raw uint8 image, channels interleaved.</param>
/// <param name="Mask">Geometry of the mask, one bit per pixel.</param>
/// <param name="Link">Link parameters that the board's buffers allow.</param>
/// <param name="Prediction">Predicted cycles and resources; never measurements.</param>
/// <param name="Operators">The stages in order.</param>
/// <param name="Skips">The streams that bypass other stages.</param>
/// <param name="Tensors">The tensors that a traced build writes.</param>
/// <param name="Files">SHA-256 of every generated file, by path relative to the folder, '/' separated, ordinal order.</param>
public sealed record DesignManifest(
    int Format,
    string Tool,
    string ModelId,
    string DesignId,
    string Board,
    long ClockHz,
    ImageGeometry Image,
    MaskGeometry Mask,
    LinkParameters Link,
    DesignPrediction Prediction,
    ImmutableArray<DesignOperator> Operators,
    ImmutableArray<DesignSkip> Skips,
    ImmutableArray<DesignTensor> Tensors,
    ImmutableSortedDictionary<string, string> Files);

/// <summary>Width and height in pixels, interleaved channels of one byte each, and how often the network reads the image for one mask.</summary>
public sealed record ImageGeometry(int Width, int Height, int Channels, int Passes = 1)
{
    /// <summary>Bytes of one image.</summary>
    public int ByteCount => Width * Height * Channels;

    /// <summary>Bytes on the link: the image, as many times as there are passes.</summary>
    public int LinkByteCount => Passes * ByteCount;
}

/// <summary>Width and height in pixels; bit i % 8 (least significant first) of byte i / 8 is pixel i in raster order.</summary>
public sealed record MaskGeometry(int Width, int Height)
{
    /// <summary>Bytes of one packed mask on the link; the last byte is padded with zeros.</summary>
    public int ByteCount => ((Width * Height) + 7) / 8;
}

/// <summary>What the board's buffers allow: bytes of payload per frame, and how many payload bytes the host may have in flight.</summary>
public sealed record LinkParameters(int MaxPayload, int ReceiveBuffer);

/// <summary>Predictions for the whole design.</summary>
/// <param name="CyclesPerFrame">Cycles from one frame to the next: the slowest stage.</param>
/// <param name="LatencyCycles">Cycles from the first pixel in to the last mask bit out.</param>
/// <param name="BoundCycles">MACs / (DSPs * products per DSP): no correct design of this size is faster.</param>
/// <param name="Macs">Multiply-accumulates of one frame.</param>
/// <param name="Dsp">DSP blocks.</param>
/// <param name="BlockRam">Block RAM primitives of the board's family; a half is one of the two into which a block splits.</param>
/// <param name="Basis">How the figures were obtained, for people.</param>
public sealed record DesignPrediction(long CyclesPerFrame, long LatencyCycles, long BoundCycles, long Macs, int Dsp, double BlockRam, string Basis);

/// <summary>One stage and its predictions.</summary>
public sealed record DesignOperator(string Name, string Kind, int Channels, int Height, int Width, long Macs, long Cycles, int Dsp, double BlockRam);

/// <summary>A stream that bypasses other stages: producer, consumer, policy, depth in pixels and bits per pixel.</summary>
/// <param name="Policy">"buffer": in a FIFO of that depth; "external": in memory beside the chip, behind such a FIFO.</param>
/// <param name="ExternalBytes">Bytes of that memory, all frames that have room there; 0 for a buffer.</param>
public sealed record DesignSkip(string From, string To, string Policy, int Depth, int BitsPerPixel, long ExternalBytes);

/// <summary>A traced tensor: the integer graph's node index and name, shape and format.</summary>
public sealed record DesignTensor(int Node, string Name, int Channels, int Height, int Width, int Bits, bool Signed);
