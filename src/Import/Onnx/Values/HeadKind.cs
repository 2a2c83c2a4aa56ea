namespace FpgaSeg.Import.Onnx.Values;

/// <summary>What a network's last nodes make of the class scores; only the end of the network may read such a value.</summary>
internal enum HeadKind
{
    /// <summary>An ordinary map.</summary>
    None,

    /// <summary>Softmax over the channels.</summary>
    Softmax,

    /// <summary>One channel of a softmax over two.</summary>
    Probability,

    /// <summary>The index of the largest channel.</summary>
    ArgMax,

    /// <summary>A comparison: one where the map is positive.</summary>
    Mask,
}
