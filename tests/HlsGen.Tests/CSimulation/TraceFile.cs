using System.Buffers.Binary;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>Reads what a traced build writes: "FSTR", node, channels, height, width, integers in the order (y, x, channel).</summary>
internal static class TraceFile
{
    public static List<(int Node, FeatureMap<int> Map)> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var tensors = new List<(int Node, FeatureMap<int> Map)>();
        for (var at = 0; at < bytes.Length;)
        {
            Assert.Equal("FSTR"u8.ToArray(), bytes[at..(at + 4)]);
            int Word(int index) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4 + (index * 4)));
            var shape = new FeatureShape(Word(1), Word(2), Word(3));
            tensors.Add((Word(0), Planar(shape, i => Word(4 + i))));
            at += 4 + (4 * (4 + shape.Count));
        }

        return tensors;
    }

    private static FeatureMap<int> Planar(FeatureShape shape, Func<int, int> interleaved)
    {
        var map = new FeatureMap<int>(shape);
        for (var i = 0; i < shape.Count; i++)
            map.Data[(i % shape.Channels * shape.Pixels) + (i / shape.Channels)] = interleaved(i);
        return map;
    }
}
