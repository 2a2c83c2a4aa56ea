using System.Numerics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>
/// The input of one output row and one group, padding included: the value that tap t contributes to output column x stands at
/// Offsets[t] + x. At stride 1 the taps of a kernel row share one copy of the input row; at larger strides each has its own.
/// </summary>
internal sealed class ConvRows
{
    /// <summary>Columns are padded to a multiple of this, so that row kernels never need a scalar tail.</summary>
    public static readonly int Granule = 4 * Vector<float>.Count;

    private readonly WindowGeometry _window;
    private readonly int _channels;
    private readonly int _outputWidth;
    private readonly int _rowLength;
    private readonly float[] _data;

    public ConvRows(FloatConv2d op, int outputWidth)
    {
        (_window, _outputWidth) = (op.Window, outputWidth);
        _channels = op.Kernel.Shape.InChannelsPerGroup;
        var columns = (outputWidth + Granule - 1) / Granule * Granule;
        _rowLength = SharesRows ? columns + _window.ExtentX - 1 : columns * _window.KernelWidth;
        _data = new float[_channels * _window.KernelHeight * _rowLength];
        Offsets = [.. Enumerable.Range(0, op.Kernel.Shape.WeightsPerOutput).Select(
            t => (t / _window.KernelWidth * _rowLength) + (t % _window.KernelWidth * (SharesRows ? _window.DilationX : columns)))];
    }

    public int[] Offsets { get; }

    public ReadOnlySpan<float> Data => _data;

    private bool SharesRows => _window.StrideX == 1;

    /// <summary>Lays out the rows that output row <paramref name="y"/> of <paramref name="group"/> reads.</summary>
    public void Fill(FeatureMap<float> input, int group, int y)
    {
        for (var i = 0; i < _channels; i++)
        {
            for (var ky = 0; ky < _window.KernelHeight; ky++)
            {
                var row = _data.AsSpan(((i * _window.KernelHeight) + ky) * _rowLength, _rowLength);
                var iy = (y * _window.StrideY) - _window.PadTop + (ky * _window.DilationY);
                if (iy < 0 || iy >= input.Shape.Height)
                    row.Clear();
                else if (SharesRows)
                    Copy(input.Row((group * _channels) + i, iy), row);
                else
                    Gather(input.Row((group * _channels) + i, iy), row);
            }
        }
    }

    private void Copy(ReadOnlySpan<float> source, Span<float> row)
    {
        var left = Math.Min(_window.PadLeft, row.Length);
        var width = Math.Min(source.Length, row.Length - left);
        row[..left].Clear();
        source[..width].CopyTo(row[left..]);
        row[(left + width)..].Clear();
    }

    private void Gather(ReadOnlySpan<float> source, Span<float> row)
    {
        var columns = row.Length / _window.KernelWidth;
        for (var kx = 0; kx < _window.KernelWidth; kx++)
        {
            var tap = row.Slice(kx * columns, columns);
            for (var x = 0; x < _outputWidth; x++)
            {
                var ix = (x * _window.StrideX) - _window.PadLeft + (kx * _window.DilationX);
                tap[x] = (uint)ix < (uint)source.Length ? source[ix] : 0;
            }
        }
    }
}
