namespace FpgaSeg.Planning.Engine;

/// <summary>What the engine does with a row; the numbers are those of hw/hls/engine_operator.hpp.</summary>
public enum EngineMode
{
    /// <summary>Takes a row of the image.</summary>
    Read,

    /// <summary>Sums of products with all input channels.</summary>
    Dense,

    /// <summary>Sums of products with the channel's own taps.</summary>
    Depthwise,

    /// <summary>The largest integer under a window; of one tap, the integer itself.</summary>
    Maximum,

    /// <summary>Sum of two maps.</summary>
    Add,

    /// <summary>As <see cref="Dense"/>, one output, compared with the threshold: the mask.</summary>
    Mask,

    /// <summary>A row to memory beside the chip.</summary>
    Store,

    /// <summary>A row from there.</summary>
    Load,
}

/// <summary>Which scales a result takes; the numbers are those of hw/hls/engine_operator.hpp.</summary>
public enum EngineScaling
{
    /// <summary>Those of its channel.</summary>
    ByChannel,

    /// <summary>Those of its operand: a sum's two.</summary>
    ByOperand,

    /// <summary>The same for all.</summary>
    Uniform,
}
