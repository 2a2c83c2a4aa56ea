namespace FpgaSeg.Protocol.Frames;

/// <summary>What a decoder has seen since it was made.</summary>
/// <param name="Frames">Whole frames.</param>
/// <param name="DroppedBytes">Bytes that belong to no whole frame.</param>
/// <param name="BadHeaders">Sync bytes followed by a header whose check or length was wrong.</param>
/// <param name="BadChecks">Frames with a good header and a wrong CRC-32.</param>
/// <param name="Abandoned">Frames given up because the line fell silent.</param>
public readonly record struct DecoderCounters(long Frames, long DroppedBytes, long BadHeaders, long BadChecks, long Abandoned);
