using System.Runtime.InteropServices;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast;

/// <summary>Zeroed memory outside the garbage collector's heap, aligned for vectors; more than 2 GiB where a network needs it. Freed with its last user.</summary>
internal sealed unsafe class Arena : SafeHandle
{
    public Arena(long bytes)
        : base(0, ownsHandle: true)
    {
        Bytes = bytes;
        var memory = NativeMemory.AlignedAlloc((nuint)bytes, RowKernels.Alignment);
        NativeMemory.Clear(memory, (nuint)bytes);
        SetHandle((nint)memory);
    }

    public long Bytes { get; }

    public nint Start => handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
