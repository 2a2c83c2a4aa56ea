using FpgaSeg.Boards;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>Designs and images as the tests need them.</summary>
internal static class Designs
{
    public static readonly string ModelId = new('0', 64);

    /// <summary>A design; a board with fewer DSP blocks than are allowed is given them.</summary>
    public static GeneratedDesign Generate(DataflowGraph<IntegerNode> graph, int? maxDsp = null, BoardDescription? board = null, Architecture architecture = Architecture.Pipeline)
    {
        var on = board ?? BoardCatalogue.Find(BoardCatalogue.Default).Value;
        if (maxDsp > on.Resources.Dsp)
            on = on with { Resources = on.Resources with { Dsp = maxDsp.Value } };
        return HlsGenerator.Generate(ModelId, graph, on, new PlanOptions(maxDsp, Architecture: architecture)).Value;
    }

    /// <summary>A board with memory beside the chip and hardly any on it, so that every skip which can move does.</summary>
    public static BoardDescription WithoutBlockRam
    {
        get
        {
            var board = BoardCatalogue.Find("arty-a7-100t").Value;
            return board with { Resources = board.Resources with { BlockRam = 1, Lut = 400 } };
        }
    }

    /// <summary>Pixels as the link carries them.</summary>
    public static byte[] Interleaved(FeatureMap<byte> map)
    {
        var bytes = new byte[map.Data.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = map.Data[(i % map.Shape.Channels * map.Shape.Pixels) + (i / map.Shape.Channels)];
        return bytes;
    }

    /// <summary>One bit per pixel, least significant first.</summary>
    public static byte[] Packed(FeatureMap<int> mask)
    {
        var bytes = new byte[(mask.Data.Length + 7) / 8];
        for (var i = 0; i < mask.Data.Length; i++)
            bytes[i / 8] |= (byte)(mask.Data[i] << (i % 8));
        return bytes;
    }
}
