namespace FpgaSeg.Export.Format;

/// <summary>Element types of ONNX tensors; the values are ONNX's numbers.</summary>
public enum ElementType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
}
