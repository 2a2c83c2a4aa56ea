using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Verification.Board;
using FpgaSeg.Verification.Divergence;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.Cli.Tests.Plants;

/// <summary>A board that gives the mask, and a traced build that gives the tensors, of one run of the planted program.</summary>
internal sealed class PlantedBoard(BoardIdentity identity, byte[] mask, Dictionary<int, FeatureMap<int>> tensors) : IInferenceEngine, ITraceSource
{
    public Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation) => Task.FromResult<Result<byte[]>>(mask);

    public Task<Result<IReadOnlyDictionary<int, FeatureMap<int>>>> TraceAsync(FeatureMap<byte> pixels, CancellationToken cancellation) =>
        Task.FromResult<Result<IReadOnlyDictionary<int, FeatureMap<int>>>>(tensors);

    /// <summary>Verifies it over a pseudo-terminal as the command does.</summary>
    public async Task<VerificationResult> VerifyAsync(BoardVerifier verifier, FeatureMap<byte> image)
    {
        await using var board = VirtualBoardHost.Start(identity, this, new VirtualBoardOptions { Rate = LineRate.Unlimited }).Value;
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
        return (await verifier.VerifyAsync(session, [new VerificationImage("planted", image)], this, TraceUse.Always)).Value;
    }
}
