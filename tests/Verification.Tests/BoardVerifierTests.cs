using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.Verification.Board;
using FpgaSeg.Verification.Divergence;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.Verification.Tests;

/// <summary>The verifier against a virtual board behind a real pseudo-terminal; the board's engine is a comparison written here.</summary>
public sealed class BoardVerifierTests
{
    private static readonly ImageGeometry Image = new(Networks.Shape.Width, Networks.Shape.Height, 1);
    private static readonly VerificationImage[] Images = [.. Enumerable.Range(0, 4).Select(i => new VerificationImage($"{i}.png", RandomImage(i)))];

    [Fact]
    public async Task Equal_masks_are_bit_exact()
    {
        var done = new List<int>();
        var result = (await VerifyAsync((_, mask) => mask, null, done.Add)).Value;
        Assert.True(result.IsBitExact);
        Assert.Equal((4, 0, 0L), (result.Images, result.DifferingImages, result.DifferingPixels));
        Assert.Null(result.Divergence);
        Assert.Equal([1, 2, 3, 4], done);
        Assert.Equal(4, result.Summary.Frames);
    }

    [Fact]
    public async Task One_flipped_bit_is_one_pixel_of_one_image()
    {
        var result = (await VerifyAsync((k, mask) => k == 2 ? Flip(mask, 123) : mask)).Value;
        Assert.False(result.IsBitExact);
        Assert.Equal((4, 1, 1L), (result.Images, result.DifferingImages, result.DifferingPixels));
        Assert.Null(result.Divergence);
    }

    [Fact]
    public async Task Flips_are_counted_over_all_images_and_the_first_wrong_image_is_traced()
    {
        var traces = new WrongAt(channel: 0, y: 3, x: 5);
        var result = (await VerifyAsync((k, mask) => k >= 1 ? Flip(Flip(mask, 0), 999) : mask, traces)).Value;
        Assert.Equal((3, 6L), (result.DifferingImages, result.DifferingPixels));
        var pixel = Images[1].Pixels[0, 3, 5];
        Assert.Equal(new FirstDivergence("1.png", 0, "image", 0, 3, 5, pixel, pixel + 1), result.Divergence);
        Assert.Same(Images[1].Pixels, traces.Traced);
    }

    [Fact]
    public async Task No_trace_is_made_when_all_is_equal()
    {
        var traces = new WrongAt(0, 0, 0);
        Assert.True((await VerifyAsync((_, mask) => mask, traces)).Value.IsBitExact);
        Assert.Null(traces.Traced);
    }

    /// <summary>The tensors of the first image differ in one element although its mask does not.</summary>
    [Fact]
    public async Task Tensors_are_compared_although_all_masks_are_equal_when_asked_for()
    {
        var result = (await VerifyAsync((_, mask) => mask, new WrongAt(0, 2, 7), use: TraceUse.Always)).Value;
        Assert.False(result.IsBitExact);
        Assert.Equal((0, 1), (result.DifferingImages, result.TracedImages));
        Assert.Equal(("0.png", 2, 7), (result.Divergence!.Image, result.Divergence.Y, result.Divergence.X));
    }

    [Fact]
    public async Task A_frame_that_fails_is_an_error_not_a_difference()
    {
        var result = await VerifyAsync((k, mask) => k == 1 ? new Diagnostic("FS0000", "The engine failed.") : mask);
        Assert.Equal("FS4302", Assert.Single(result.Errors).Code);
    }

    private static async Task<Result<VerificationResult>> VerifyAsync(
        Func<int, byte[], Result<byte[]>> engine, ITraceSource? traces = null, Action<int>? progress = null, TraceUse use = TraceUse.OnDifference)
    {
        var reply = new HelloReply(
            LinkConstants.ProtocolVersion, BoardFlags.Virtual | BoardFlags.Unpaced, 0, new string('a', 64), new string('b', 64), Image,
            new MaskGeometry(Image.Width, Image.Height), 100_000_000, new LinkParameters(256, 1024));
        var options = new VirtualBoardOptions { Rate = LineRate.Unlimited };
        await using var board = VirtualBoardHost.Start(new BoardIdentity(reply, 5000), new Comparison(engine), options).Value;
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
        return await new BoardVerifier(Networks.Comparison, 1).VerifyAsync(session, Images, traces, use, progress);
    }

    private static FeatureMap<byte> RandomImage(int seed)
    {
        var map = new FeatureMap<byte>(Networks.Shape);
        new Random(seed).NextBytes(map.Data);
        return map;
    }

    private static byte[] Flip(byte[] mask, int pixel)
    {
        mask[pixel / 8] ^= (byte)(1 << (pixel % 8));
        return mask;
    }

    /// <summary>The network by hand, then what the test does to the mask of image k.</summary>
    private sealed class Comparison(Func<int, byte[], Result<byte[]>> meddle) : IInferenceEngine
    {
        private int _images;

        public Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation)
        {
            var mask = new byte[(image.Length + 7) / 8];
            for (var i = 0; i < image.Length; i++)
                mask[i / 8] |= (byte)(image[i] > Networks.Level ? 1 << (i % 8) : 0);
            return Task.FromResult(meddle(_images++, mask));
        }
    }

    /// <summary>A trace of the input alone, wrong in one element.</summary>
    private sealed class WrongAt(int channel, int y, int x) : ITraceSource
    {
        public FeatureMap<byte>? Traced { get; private set; }

        public Task<Result<IReadOnlyDictionary<int, FeatureMap<int>>>> TraceAsync(FeatureMap<byte> pixels, CancellationToken cancellation)
        {
            Traced = pixels;
            var map = new FeatureMap<int>(pixels.Shape, Array.ConvertAll(pixels.Data, p => (int)p));
            map[channel, y, x]++;
            return Task.FromResult<Result<IReadOnlyDictionary<int, FeatureMap<int>>>>(new Dictionary<int, FeatureMap<int>> { [0] = map });
        }
    }
}
