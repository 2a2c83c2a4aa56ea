using System.Buffers.Binary;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.VirtualBoard.Compiled;

/// <summary>One tensor that the traced program wrote.</summary>
/// <param name="Node">Index of the node in the integer graph.</param>
/// <param name="Values">Its integers.</param>
public sealed record TracedTensor(int Node, FeatureMap<int> Values);

/// <summary>
/// The file of "csim-traced serve --trace FILE": per tensor "FSTR", then int32 node, channels, height, width, then int32 values in stream
/// order (y, x, c), all little-endian. Tensors of one image follow each other; images follow images.
/// </summary>
public static class TraceFile
{
    private const int HeaderBytes = 20;
    private const int LargestDimension = 1 << 16;

    /// <summary>Reads every tensor in the order of the file, in planar order; FS4514 when the file is broken.</summary>
    public static Result<IReadOnlyList<TracedTensor>> Read(string path)
    {
        var tensors = new List<TracedTensor>();
        try
        {
            using var stream = File.OpenRead(path);
            var header = new byte[HeaderBytes];
            while (stream.Position < stream.Length)
            {
                var start = stream.Position;
                if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.AsSpan(0, 4).SequenceEqual("FSTR"u8))
                    return VirtualBoardErrors.BadTrace(path, start, "no tensor begins here");
                var shape = new FeatureShape(Number(header, 8), Number(header, 12), Number(header, 16));
                if (!IsPlausible(shape) || (long)shape.Count * sizeof(int) > stream.Length - stream.Position)
                    return VirtualBoardErrors.BadTrace(path, start, $"the file ends before the {shape} values of node {Number(header, 4)}");
                tensors.Add(new TracedTensor(Number(header, 4), ReadValues(stream, shape)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return VirtualBoardErrors.BadTrace(path, 0, e.Message);
        }

        return tensors;
    }

    private static bool IsPlausible(FeatureShape shape) =>
        shape.Channels is > 0 and <= LargestDimension && shape.Height is > 0 and <= LargestDimension && shape.Width is > 0 and <= LargestDimension
        && (long)shape.Channels * shape.Height * shape.Width < int.MaxValue / sizeof(int);

    private static FeatureMap<int> ReadValues(Stream stream, FeatureShape shape)
    {
        var bytes = new byte[shape.Count * sizeof(int)];
        stream.ReadExactly(bytes);
        var map = new FeatureMap<int>(shape);
        for (var pixel = 0; pixel < shape.Pixels; pixel++)
        {
            for (var c = 0; c < shape.Channels; c++)
                map.Data[(c * shape.Pixels) + pixel] = Number(bytes, ((pixel * shape.Channels) + c) * sizeof(int));
        }

        return map;
    }

    private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
