using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.VirtualBoard.Board;

/// <summary>What the board says in HELLO-REPLY, and the cycles that it claims per frame.</summary>
/// <param name="Reply">The answer, with the nonce 0.</param>
/// <param name="ComputeCycles">Cycles reported for every frame.</param>
public sealed record BoardIdentity(HelloReply Reply, long ComputeCycles)
{
    /// <summary>A virtual board of a design: its counters are the design's predictions.</summary>
    public static BoardIdentity Of(DesignManifest design, bool isPaced) => new(
        new HelloReply(
            LinkConstants.ProtocolVersion,
            BoardFlags.Virtual | (isPaced ? BoardFlags.None : BoardFlags.Unpaced),
            Nonce: 0,
            design.DesignId,
            design.ModelId,
            design.Image,
            design.Mask,
            design.ClockHz,
            design.Link),
        Math.Max(design.Prediction.LatencyCycles, design.Prediction.BoundCycles));
}
