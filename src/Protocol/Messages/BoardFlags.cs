namespace FpgaSeg.Protocol.Messages;

/// <summary>What a board says of itself in HELLO-REPLY.</summary>
[Flags]
public enum BoardFlags : ushort
{
    None = 0,

    /// <summary>A virtual board: its cycle counters are the design's predictions, not counts.</summary>
    Virtual = 1,

    /// <summary>The line takes bytes faster than its baud: upload and download times say nothing of a real line.</summary>
    Unpaced = 2,
}
