namespace FpgaSeg.Export;

/// <summary>An ONNX file.</summary>
/// <param name="Bytes">Its content; the same package and options give the same bytes.</param>
/// <param name="Opset">Version of ONNX's operator set that it is written for.</param>
/// <param name="Tensors">Name of the tensor that holds each node's value, by node index.</param>
public sealed record ExportedModel(byte[] Bytes, int Opset, IReadOnlyList<string> Tensors);
