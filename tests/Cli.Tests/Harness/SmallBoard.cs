using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>A board on a real pseudo-terminal, or on TCP, whose network is "the red channel is above 100"; it needs no compiler.</summary>
internal static class SmallBoard
{
    public const int Width = 64;
    public const int Height = 48;
    private const int MaxPayload = 1024;

    /// <summary>Paced at <paramref name="baud"/>, or without pace.</summary>
    public static VirtualBoardHost Start(int? baud = null, FourthMask? fourth = null, bool tcp = false, int receiveBuffer = 16 * 1024)
    {
        var reply = new HelloReply(
            LinkConstants.ProtocolVersion, BoardFlags.Virtual | (baud is null ? BoardFlags.Unpaced : BoardFlags.None), 0, new string('a', 64), new string('b', 64),
            new ImageGeometry(Width, Height, 3), new MaskGeometry(Width, Height), 100_000_000, new LinkParameters(MaxPayload, receiveBuffer));
        var options = new VirtualBoardOptions { Rate = baud is { } rate ? LineRate.Of(rate) : LineRate.Unlimited, Fault = fourth, TcpPort = tcp ? 0 : null };
        return VirtualBoardHost.Start(new BoardIdentity(reply, 50_000), new Red(fourth), options).Value;
    }

    /// <summary>Milliseconds that an image takes on the line with its frames: counted from the specification.</summary>
    public static double UploadMs(int baud) => Ms(Width * Height * 3, 0, baud);

    /// <summary>The same of a mask and its FRAME-DONE of 36 bytes.</summary>
    public static double DownloadMs(int baud) => Ms(Width * Height / 8, 12 + 36, baud);

    /// <summary>Writes images of noise, 000.png and on; returns the folder.</summary>
    public static string WriteImages(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < count; i++)
            Assert.True(ImageFile.SavePng(Path.Combine(folder, $"{i:000}.png"), new Image(Width, Height, 3, Noise(i))).IsOk);
        return folder;
    }

    /// <summary>The mask file that belongs to image i: 0 and 255.</summary>
    public static byte[] MaskOf(int i) => [.. Enumerable.Range(0, Width * Height).Select(p => (byte)(Noise(i)[3 * p] > 100 ? 255 : 0))];

    /// <summary>Checks every mask that is in the folder, and that nothing else but the list of the finished ones is; returns how many there are.</summary>
    public static int CheckMasks(string folder, string journal)
    {
        var names = Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Where(n => n != journal).ToArray();
        foreach (var name in names)
        {
            Assert.EndsWith(".png", name, StringComparison.Ordinal);
            Assert.Equal(MaskOf(int.Parse(Path.GetFileNameWithoutExtension(name))), ImageFile.Load(Path.Combine(folder, name)).Value.Pixels);
        }

        return names.Length;
    }

    private static double Ms(int bytes, int more, int baud)
    {
        var frames = (bytes + MaxPayload - 7) / (MaxPayload - 6);
        return (bytes + (frames * (6 + 12)) + more) * 10.0 / baud * 1000;
    }

    private static byte[] Noise(int seed)
    {
        var bytes = new byte[Width * Height * 3];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private sealed class Red(FourthMask? fourth) : IInferenceEngine
    {
        public async Task<Result<byte[]>> ComputeAsync(byte[] image, CancellationToken cancellation)
        {
            if (fourth is not null && await fourth.BeforeEach().WaitAsync(cancellation) is { } failed)
                return failed;
            var mask = new byte[image.Length / 3 / 8];
            for (var p = 0; p < image.Length / 3; p++)
                mask[p / 8] |= (byte)(image[3 * p] > 100 ? 1 << (p % 8) : 0);
            return mask;
        }
    }
}
