using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FpgaSeg.Simulator.Fast;

/// <summary>How wide the integer kernels compute. All give the same integers; a wider one than the machine has is run in halves.</summary>
public enum InstructionSet
{
    /// <summary>One integer at a time, no vector instructions.</summary>
    Portable,

    /// <summary>Four 32-bit lanes: SSE4.1, NEON, or what the runtime makes of Vector128.</summary>
    Vector128,

    /// <summary>Eight 32-bit lanes: AVX2.</summary>
    Vector256,

    /// <summary>Sixteen 32-bit lanes: AVX-512 BW.</summary>
    Vector512,
}

/// <summary>Which instruction set this machine runs best.</summary>
public static class InstructionSets
{
    /// <summary>The widest that the machine has in hardware.</summary>
    public static InstructionSet Widest =>
        Avx512BW.IsSupported ? InstructionSet.Vector512
        : Avx2.IsSupported && Fma.IsSupported ? InstructionSet.Vector256
        : Vector128.IsHardwareAccelerated ? InstructionSet.Vector128
        : InstructionSet.Portable;
}
