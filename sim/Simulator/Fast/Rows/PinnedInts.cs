using System.Runtime.InteropServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>Constants that row kernels read by pointer; they live as long as this object.</summary>
internal sealed unsafe class PinnedInts
{
    private readonly int[] _values;

    public PinnedInts(IReadOnlyList<int> values)
    {
        _values = GC.AllocateArray<int>(Math.Max(1, values.Count), pinned: true);
        for (var i = 0; i < values.Count; i++)
            _values[i] = values[i];
    }

    public int* Pointer => (int*)Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
}

/// <summary>Distances in bytes that row kernels read by pointer; they live as long as this object.</summary>
internal sealed unsafe class PinnedOffsets
{
    private readonly nint[] _values;

    public PinnedOffsets(IReadOnlyList<nint> values)
    {
        _values = GC.AllocateArray<nint>(Math.Max(1, values.Count), pinned: true);
        for (var i = 0; i < values.Count; i++)
            _values[i] = values[i];
    }

    public nint* Pointer => (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
}
