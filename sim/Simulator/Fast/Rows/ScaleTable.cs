using System.Runtime.InteropServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>One channel's proven form of the rounding rule, as kernels read it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScaleCell
{
    public float Factor;

    public float Offset;

    public double DoubleFactor;

    public double DoubleOffset;

    /// <summary>Whether single precision is not enough.</summary>
    public bool IsDouble;
}

/// <summary>The proven forms of all channels, at an address that stays; they live as long as this object.</summary>
internal sealed unsafe class ScaleTable
{
    private readonly Pinned<ScaleCell> _cells;

    /// <param name="scales">By channel; null leaves a cell empty, which nobody may use.</param>
    public ScaleTable(ReadOnlySpan<ChannelScale?> scales)
    {
        var cells = new ScaleCell[scales.Length];
        for (var c = 0; c < scales.Length; c++)
        {
            if (scales[c] is not { } scale)
                continue;
            cells[c] = new ScaleCell
            {
                Factor = (float)scale.Factor,
                Offset = (float)scale.Offset,
                DoubleFactor = scale.Factor,
                DoubleOffset = scale.Offset,
                IsDouble = scale.IsDouble,
            };
        }

        _cells = new Pinned<ScaleCell>(cells);
    }

    public ScaleCell* Of(int channel) => _cells.Pointer + channel;
}
