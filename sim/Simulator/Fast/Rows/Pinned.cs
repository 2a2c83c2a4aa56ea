using System.Runtime.InteropServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>Constants that row kernels read by pointer; they live as long as this object.</summary>
/// <typeparam name="T">Of what they are.</typeparam>
internal sealed unsafe class Pinned<T>
    where T : unmanaged
{
    private readonly T[] _values;

    public Pinned(IReadOnlyList<T> values)
    {
        _values = GC.AllocateArray<T>(Math.Max(1, values.Count), pinned: true);
        for (var i = 0; i < values.Count; i++)
            _values[i] = values[i];
        Pointer = (T*)Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
    }

    public T* Pointer { get; }
}
