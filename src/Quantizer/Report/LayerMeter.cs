using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Report;

/// <summary>Accumulates the difference between one integer value and its float source over images.</summary>
internal sealed class LayerMeter(IntegerNode node)
{
    private double _signal;
    private double _error;
    private double _maxLsb;
    private long _saturated;
    private long _count;

    public void Add(FeatureMap<int> integers, FeatureMap<float> floats)
    {
        for (var k = 0; k < integers.Data.Length; k++)
        {
            double q = integers.Data[k], real = floats.Data[k], difference = (q * node.Scale) - real;
            _signal += real * real;
            _error += difference * difference;
            _maxLsb = Math.Max(_maxLsb, Math.Abs(difference) / node.Scale);
            if (q >= node.Format.Max || (node.Format.IsSigned && q <= node.Format.Min))
                _saturated++;
        }

        _count += integers.Data.Length;
    }

    public double SqnrDb => _error == 0 ? double.PositiveInfinity : 10 * Math.Log10(_signal / _error);

    public double SaturatedPercent => _count == 0 ? 0 : 100.0 * _saturated / _count;

    public double MaxLsb => _maxLsb;
}
