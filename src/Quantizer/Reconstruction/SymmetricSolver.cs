namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>Solves A x = b for a symmetric positive definite A by Cholesky's decomposition; the matrix is factored once.</summary>
internal sealed class SymmetricSolver
{
    private readonly int _size;
    private readonly double[] _factor;

    /// <param name="matrix">Row by row; read, not kept.</param>
    /// <param name="size">Rows.</param>
    public SymmetricSolver(double[] matrix, int size)
    {
        (_size, _factor) = (size, [.. matrix]);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = _factor[(i * size) + j];
                for (var k = 0; k < j; k++)
                    sum -= _factor[(i * size) + k] * _factor[(j * size) + k];
                _factor[(i * size) + j] = i == j ? Math.Sqrt(sum) : sum / _factor[(j * size) + j];
            }
        }
    }

    /// <summary>Element of the lower triangular L with A = L L'.</summary>
    public double Factor(int row, int column) => _factor[(row * _size) + column];

    /// <summary>The solution for one right-hand side.</summary>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        var x = right.ToArray();
        for (var i = 0; i < _size; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= _factor[(i * _size) + k] * x[k];
            x[i] /= _factor[(i * _size) + i];
        }

        for (var i = _size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < _size; k++)
                x[i] -= _factor[(k * _size) + i] * x[k];
            x[i] /= _factor[(i * _size) + i];
        }

        return x;
    }
}
