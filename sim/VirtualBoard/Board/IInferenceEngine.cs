using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.VirtualBoard.Board;

/// <summary>What computes masks behind the protocol: the compiled design, the simulator, a test's own function.</summary>
public interface IInferenceEngine
{
    /// <summary>The packed mask of one image of raw interleaved bytes.</summary>
    Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation);
}
