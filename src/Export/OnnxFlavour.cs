namespace FpgaSeg.Export;

/// <summary>How an ONNX file says that a value is quantized (docs/interoperability.md).</summary>
public enum OnnxFlavour
{
    /// <summary>QuantizeLinear and DequantizeLinear around float operators: 8 and 16 bits.</summary>
    Qdq,

    /// <summary>The same with a Clip of the integers between the two: every width up to 16 bits, and the narrow signed range.</summary>
    Qcdq,

    /// <summary>QONNX: float values through Quant nodes of the domain qonnx.custom_op.general, any width.</summary>
    Qonnx,
}
