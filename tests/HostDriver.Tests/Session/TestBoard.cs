using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>A small board whose network is one comparison: a mask bit is "red is above 100".</summary>
internal static class TestBoard
{
    public const long Cycles = 5000;
    public static readonly string DesignId = new('a', 64);
    public static readonly string ModelId = new('b', 64);
    public static readonly ImageGeometry Image = new(40, 25, 3);
    public static readonly MaskGeometry Mask = new(40, 25);

    public static BoardIdentity Identity(int maxPayload = 256, int receiveBuffer = 1024, BoardFlags flags = BoardFlags.Virtual | BoardFlags.Unpaced) => new(
        new HelloReply(LinkConstants.ProtocolVersion, flags, 0, DesignId, ModelId, Image, Mask, 100_000_000, new LinkParameters(maxPayload, receiveBuffer)),
        Cycles);

    public static DesignManifest Manifest(string? designId = null, string? modelId = null, long bound = Cycles) => new(
        1, "test", modelId ?? ModelId, designId ?? DesignId, "none", 100_000_000, Image, Mask, new LinkParameters(256, 1024), new DesignPrediction(0, Cycles, bound, 0, 1, 0, "test"), [], [], [],
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty);

    public static VirtualBoardHost Start(VirtualBoardOptions? options = null, BoardIdentity? identity = null, IInferenceEngine? engine = null) =>
        VirtualBoardHost.Start(identity ?? Identity(), engine ?? new Threshold(), options ?? new VirtualBoardOptions { Rate = LineRate.Unlimited }).Value;

    public static byte[] RandomImage(int seed)
    {
        var bytes = new byte[Image.ByteCount];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] MaskOf(byte[] image)
    {
        var mask = new byte[Mask.ByteCount];
        for (var pixel = 0; pixel < image.Length / 3; pixel++)
        {
            if (image[pixel * 3] > 100)
                mask[pixel / 8] |= (byte)(1 << (pixel % 8));
        }

        return mask;
    }

    public sealed class Threshold : IInferenceEngine
    {
        public Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation) => Task.FromResult<Result<byte[]>>(MaskOf(image));
    }

    /// <summary>An engine given as a function.</summary>
    public sealed class Engine(Func<byte[], CancellationToken, Task<Result<byte[]>>> compute) : IInferenceEngine
    {
        public Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation) => compute(image, cancellation);
    }
}
