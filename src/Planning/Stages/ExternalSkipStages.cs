using System.Collections.Immutable;

namespace FpgaSeg.Planning.Stages;

/// <summary>Writes a skip's pixels to memory beside the chip; its output has a token for every burst that the memory has acknowledged.</summary>
public sealed record SkipStoreStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, ExternalRegion Region)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Reads a skip's pixels back, a burst for every token.</summary>
public sealed record SkipLoadStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, ExternalRegion Region)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>
/// Where a skip lies in memory beside the chip, in words of 64 bits. A pixel takes whole words, a burst whole pixels; there is room for
/// <see cref="Frames"/> frames, taken in turn, so that some can be written while one before is still read.
/// </summary>
/// <param name="FirstWord">Place of the first frame.</param>
/// <param name="WordsPerPixel">Words of a pixel; channels are not split across words.</param>
/// <param name="BurstPixels">Pixels of a burst.</param>
/// <param name="Bursts">Bursts of a frame.</param>
public sealed record ExternalRegion(long FirstWord, int WordsPerPixel, int BurstPixels, int Bursts)
{
    /// <summary>Bits of a word.</summary>
    public const int WordBits = 64;

    /// <summary>Frames that have room: as many as are under way at once between the ends of a long skip, and a power of two, which counts by itself.</summary>
    public const int Frames = 4;

    private const int LongestBurst = 64;
    private const int BytesPerWord = WordBits / 8;

    // Interconnects split bursts at 4 KiB; a region that starts there is split at the same places every time.
    private const int Alignment = 4096 / BytesPerWord;

    /// <summary>The region of a skip, starting at the first free word.</summary>
    public static ExternalRegion Of(StageStream skip, long firstFree)
    {
        var channelsPerWord = WordBits / skip.Format.Bits;
        var words = (skip.Shape.Channels + channelsPerWord - 1) / channelsPerWord;
        var burst = Math.Max(1, LongestBurst / words);
        return new ExternalRegion(firstFree, words, burst, (skip.Shape.Pixels + burst - 1) / burst);
    }

    /// <summary>Words of one burst.</summary>
    public int WordsPerBurst => WordsPerPixel * BurstPixels;

    /// <summary>Bytes of all frames, aligned.</summary>
    public long Bytes => (End - FirstWord) * BytesPerWord;

    /// <summary>The first word behind all frames, aligned.</summary>
    public long End => (FirstWord + ((long)Frames * Bursts * WordsPerBurst) + Alignment - 1) / Alignment * Alignment;

    /// <summary>
    /// Tokens that may wait: with them the store is less than all frames ahead of what the load has read, the burst that each works on and the one
    /// that is not acknowledged yet included; at least those of one frame.
    /// </summary>
    public int MostTokens => Math.Max(Bursts, (Frames * Bursts) - 4);

    /// <summary>Bytes that a frame writes, and reads again.</summary>
    public long BytesPerFrame => (long)Bursts * WordsPerBurst * BytesPerWord;
}
