namespace FpgaSeg.Graph.Float;

/// <summary>
/// Weights in the order the row kernels read them: four output channels side by side per tap, the rest channel by channel.
/// </summary>
internal sealed class ConvWeights
{
    /// <summary>Output channels that one row kernel computes together.</summary>
    public const int Block = 4;

    private readonly float[] _plain;
    private readonly float[] _blocked;
    private readonly int _taps;

    public ConvWeights(FloatConv2d op)
    {
        (_plain, Bias, _taps) = (op.Kernel.Data, op.Bias, op.Kernel.Shape.WeightsPerOutput);
        OutputsPerGroup = op.Kernel.Shape.OutChannels / op.Groups;
        _blocked = new float[_plain.Length];
        for (var group = 0; group < op.Groups; group++)
        {
            for (var o = 0; o <= OutputsPerGroup - Block; o += Block)
                Interleave((group * OutputsPerGroup) + o);
        }
    }

    public float[] Bias { get; }

    public int OutputsPerGroup { get; }

    /// <summary>Weight of tap t for channel <paramref name="o"/> + k at 4 * t + k.</summary>
    public ReadOnlySpan<float> Blocked(int o) => _blocked.AsSpan(o * _taps, Block * _taps);

    /// <summary>The weights of one channel, tap by tap.</summary>
    public ReadOnlySpan<float> Single(int o) => _plain.AsSpan(o * _taps, _taps);

    private void Interleave(int o)
    {
        for (var t = 0; t < _taps; t++)
        {
            for (var k = 0; k < Block; k++)
                _blocked[(o * _taps) + (t * Block) + k] = _plain[((o + k) * _taps) + t];
        }
    }
}
