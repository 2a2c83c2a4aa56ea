using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.LinkBench;

/// <summary>Boards whose network is "the red channel is above 100", so that the link is what is measured.</summary>
internal static class BenchBoard
{
    /// <summary>What gen-hls gives a board by default.</summary>
    public static readonly LinkParameters Link = new(MaxPayload: 1024, ReceiveBuffer: 16 * 1024);

    public static VirtualBoardHost Start(ImageGeometry image, VirtualBoardOptions options, LinkParameters? link = null, Func<Task>? compute = null, long cycles = 1000)
    {
        var isPaced = VirtualBoardHost.IsPaced(options);
        var reply = new HelloReply(
            LinkConstants.ProtocolVersion, BoardFlags.Virtual | (isPaced ? BoardFlags.None : BoardFlags.Unpaced), 0, new string('a', 64), new string('b', 64),
            image, new MaskGeometry(image.Width, image.Height), 100_000_000, link ?? Link);
        return VirtualBoardHost.Start(new BoardIdentity(reply, cycles), new Red(compute), options).Value;
    }

    /// <summary>A paced board on a pseudo-terminal in a process of its own, so that the host's processor time is the host's alone. Ends with its input.</summary>
    public static async Task<int> ServeAsync(int baud)
    {
        await using var board = Start(ImageFor(baud), new VirtualBoardOptions { Rate = LineRate.Of(baud) }, LinkFor(baud));
        Console.WriteLine(board.DeviceUrl);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>
    /// The receive buffer covers baud / 10 x round trip, as section 5 of the protocol wants it: 16 KiB, gen-hls's own, do for 3 Mbaud over the 16 ms timer of an adapter,
    /// 12 Mbaud take more.
    /// </summary>
    public static LinkParameters LinkFor(int baud) => baud > 6_000_000 ? Link with { ReceiveBuffer = 32 * 1024 } : Link;

    /// <summary>256x256 as the shipped network has it; 64x64 on a slow line.</summary>
    public static ImageGeometry ImageFor(int baud) => baud < 1_000_000 ? new ImageGeometry(64, 64, 3) : new ImageGeometry(256, 256, 3);

    public static byte[] Image(ImageGeometry geometry, int seed)
    {
        var bytes = new byte[geometry.ByteCount];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] MaskOf(byte[] image)
    {
        var mask = new byte[image.Length / 3 / 8];
        for (var p = 0; p < image.Length / 3; p++)
            mask[p / 8] |= (byte)(image[3 * p] > 100 ? 1 << (p % 8) : 0);
        return mask;
    }

    private sealed class Red(Func<Task>? compute) : IInferenceEngine
    {
        public async Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation)
        {
            if (compute is not null)
                await compute();
            return MaskOf(image);
        }
    }
}
