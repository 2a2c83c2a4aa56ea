namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>A constant under arithmetic: elements in row-major order, held as doubles whatever their ONNX type.</summary>
/// <param name="Type">ONNX's element type, by which division and rounding behave.</param>
/// <param name="Dims">Dimensions; none for a scalar.</param>
/// <param name="Data">Elements.</param>
internal sealed record Numbers(int Type, long[] Dims, double[] Data)
{
    /// <summary>More elements than any weight tensor of a network for a small FPGA has.</summary>
    public const int Most = 1 << 22;

    public bool IsInteger => !TensorTypes.IsFloat(Type);

    public int Rank => Dims.Length;

    /// <summary>The elements as integers.</summary>
    public long[] Integers => Array.ConvertAll(Data, x => (long)x);

    public static Numbers Scalar(int type, double value) => new(type, [], [value]);

    /// <summary>A list of integers.</summary>
    public static Numbers List(IEnumerable<long> values)
    {
        double[] data = [.. values.Select(v => (double)v)];
        return new(TensorTypes.Int64, [data.Length], data);
    }

    /// <summary>Number of elements of given dimensions; null where they are negative or too many.</summary>
    public static int? CountOf(IEnumerable<long> dims)
    {
        long count = 1;
        foreach (var dim in dims)
        {
            if (dim is < 0 or > Most || (count *= dim) > Most)
                return null;
        }

        return (int)count;
    }

    /// <summary>Elements from one position of a dimension to the next.</summary>
    public static int[] StridesOf(IReadOnlyList<long> dims)
    {
        var strides = new int[dims.Count];
        for (int i = dims.Count - 1, stride = 1; i >= 0; stride *= (int)dims[i--])
            strides[i] = stride;
        return strides;
    }

    /// <summary>The elements at computed places: <paramref name="dims"/> is walked with a step per dimension from a start.</summary>
    public Numbers Walk(long[] dims, IReadOnlyList<long> steps, long start)
    {
        var data = new double[CountOf(dims)!.Value];
        var index = new long[dims.Length];
        var at = start;
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = Data[at];
            for (var d = dims.Length - 1; d >= 0; d--)
            {
                at += steps[d];
                if (++index[d] < dims[d])
                    break;
                at -= steps[d] * dims[d];
                index[d] = 0;
            }
        }

        return this with { Dims = dims, Data = data };
    }
}
