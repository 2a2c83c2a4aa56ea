namespace FpgaSeg.Graph.Analysis;

/// <summary>How long the output of one node is held, with the nodes computed one after the other.</summary>
/// <param name="Node">Index of the node that makes it.</param>
/// <param name="LastReader">Index of the last node that reads it; its own for the network's output.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="IsLong">Whether a map of another height or width is computed while it waits: the long skips of a U-Net, not its residual sums.</param>
public readonly record struct ValueLifetime(int Node, int LastReader, long Bytes, bool IsLong)
{
    /// <summary>Steps from the node to the last reader; 1 is a plain chain.</summary>
    public int Steps => LastReader - Node;

    /// <summary>Whether other operators run while the value waits.</summary>
    public bool IsSkip => Steps > 1;
}
