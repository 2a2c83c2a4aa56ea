using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>What a stage works with: the inner loops, where each node's map lies, and scratch memory of this thread.</summary>
internal sealed unsafe class StageContext(RowKernels kernels, nint[] maps, nint scratch)
{
    public RowKernels Kernels { get; } = kernels;

    public byte* Scratch => (byte*)scratch;

    public byte* Map(int node) => (byte*)maps[node];
}

/// <summary>
/// A part of the network that goes through memory once: it reads maps of earlier stages and writes the map of <see cref="Target"/>, and sometimes a second one that is
/// made of it. Rows are independent, so that threads share them out; the result does not depend on how.
/// </summary>
internal abstract class Stage(int[] nodes, int[] reads, int[] writes)
{
    /// <summary>The nodes computed, in their order.</summary>
    public IReadOnlyList<int> Nodes { get; } = nodes;

    /// <summary>The node whose map is written.</summary>
    public int Target { get; } = writes[0];

    /// <summary>All nodes whose maps are written, the target first.</summary>
    public IReadOnlyList<int> Writes { get; } = writes;

    /// <summary>The nodes whose maps are read.</summary>
    public IReadOnlyList<int> Reads { get; } = reads;

    /// <summary>Rows of the target, or pairs of them, that threads can share out; 1 where the stage is one piece of work.</summary>
    public abstract int Rows { get; }

    /// <summary>Bytes of scratch memory it needs.</summary>
    public virtual int ScratchBytes => 0;

    /// <summary>Computes the rows from <paramref name="first"/> up to but without <paramref name="end"/>.</summary>
    public abstract void Run(StageContext context, int first, int end);
}
