using System.Runtime.InteropServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>Constants that row kernels read by pointer, from a multiple of <see cref="RowKernels.Alignment"/> on, so that no vector of them crosses a cache line; they live as long as this object.</summary>
/// <typeparam name="T">Of what they are.</typeparam>
internal sealed unsafe class Pinned<T>
    where T : unmanaged
{
    private readonly byte[] _values;

    public Pinned(IReadOnlyList<T> values)
    {
        _values = GC.AllocateArray<byte>((Math.Max(1, values.Count) * sizeof(T)) + RowKernels.Alignment, pinned: true);
        var start = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0) + RowKernels.Alignment - 1;
        Pointer = (T*)(start - (start % RowKernels.Alignment));
        for (var i = 0; i < values.Count; i++)
            Pointer[i] = values[i];
    }

    public T* Pointer { get; }
}
