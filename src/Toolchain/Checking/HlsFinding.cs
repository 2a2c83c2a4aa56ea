namespace FpgaSeg.Toolchain.Checking;

/// <summary>The rules that generated C++ keeps, each documented by Vitis HLS as a condition of synthesis or needed for what the plan says.</summary>
public enum HlsRule
{
    /// <summary>The code compiles with nothing but what kernels may use.</summary>
    Compiles,

    /// <summary>Loops count from a constant to a constant by one.</summary>
    ConstantLoops,

    /// <summary>No heap, exceptions, virtual or indirect calls, goto, floating point, state that outlives a call and a reset, or foreign functions.</summary>
    Subset,

    /// <summary>No function calls itself.</summary>
    NoRecursion,

    /// <summary>The top is a dataflow region: streams, then one call per stage; every stream has one writer and one reader, a depth and a storage.</summary>
    Dataflow,

    /// <summary>Every loop is pipelined with II=1 or unrolled or holds others that are.</summary>
    Pipelines,

    /// <summary>Every array is partitioned, or bound to a storage.</summary>
    Arrays,
}

/// <summary>A place that breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Function">The function, instantiated.</param>
/// <param name="Message">What is wrong there.</param>
public sealed record HlsFinding(HlsRule Rule, string Function, string Message);
