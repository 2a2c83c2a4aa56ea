using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>Weights as pairs of 16-bit integers in the order in which the row kernels read them, and the blocks of outputs.</summary>
internal sealed class ConvWeights
{
    private const int BlockSize = 4;

    private readonly ConvKernel<sbyte> _kernel;
    private readonly List<int> _weights = [];
    private readonly List<Block> _blocks = [];

    public ConvWeights(IntegerConv2d op)
    {
        _kernel = op.Kernel;
        var shape = op.Kernel.Shape;
        var perGroup = shape.OutChannels / op.Groups;
        PairsTaps = shape.InChannelsPerGroup == 1 && (op.Groups > 1 || shape.Width > 1);
        PlanesPerGroup = (shape.InChannelsPerGroup + 1) / 2;
        var columns = PairsTaps ? (shape.Width + 1) / 2 : shape.Width;
        TapsPerOutput = PlanesPerGroup * shape.Height * columns;
        var sharesPlanes = !PairsTaps || perGroup > 1;
        if (sharesPlanes)
        {
            for (var group = 0; group < op.Groups; group++)
                AddBlocks(group * perGroup, perGroup, group * PlanesPerGroup, planeStep: 0);
        }
        else
        {
            AddBlocks(0, shape.OutChannels, 0, planeStep: 1);
        }
    }

    public bool PairsTaps { get; }

    public int PlanesPerGroup { get; }

    public int TapsPerOutput { get; }

    public IReadOnlyList<int> Weights => _weights;

    public IReadOnlyList<Block> Blocks => _blocks;

    private void AddBlocks(int first, int count, int plane, int planeStep)
    {
        for (var o = 0; o < count; o += BlockSize)
        {
            var size = Math.Min(BlockSize, count - o);
            var isFour = size == BlockSize && planeStep == 0;
            _blocks.Add(new Block(first + o, size, isFour, plane + (o * planeStep), planeStep, _weights.Count));
            var outputs = Enumerable.Range(first + o, size).Select(Taps).ToArray();
            if (isFour)
                _weights.AddRange(Enumerable.Range(0, TapsPerOutput).SelectMany(t => outputs.Select(taps => taps[t])));
            else
                _weights.AddRange(outputs.SelectMany(taps => taps));
        }
    }

    /// <summary>The pairs of one output: by plane, kernel row, column tap; the missing half of a last pair is 0.</summary>
    private int[] Taps(int o)
    {
        var (shape, taps) = (_kernel.Shape, new List<int>(TapsPerOutput));
        for (var plane = 0; plane < PlanesPerGroup; plane++)
        {
            for (var ky = 0; ky < shape.Height; ky++)
            {
                for (var kx = 0; kx < shape.Width; kx += PairsTaps ? 2 : 1)
                    taps.Add(PairsTaps ? Pair(At(o, 0, ky, kx), At(o, 0, ky, kx + 1)) : Pair(At(o, 2 * plane, ky, kx), At(o, (2 * plane) + 1, ky, kx)));
            }
        }

        return [.. taps];
    }

    private int At(int o, int i, int ky, int kx) => i < _kernel.Shape.InChannelsPerGroup && kx < _kernel.Shape.Width ? _kernel[o, i, ky, kx] : 0;

    private static int Pair(int low, int high) => (low & 0xFFFF) | (high << 16);
}
