using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Format;

namespace FpgaSeg.Export.Values;

/// <summary>A node's value in the ONNX graph: a tensor of its integers, or a float tensor of integer * Scale.</summary>
internal sealed record CarriedValue(string Tensor, ElementType Type, NumberFormat Format, FeatureShape Shape, double Scale);

/// <summary>What has been done to a float value that is about to become a node's integers.</summary>
internal enum Ending
{
    /// <summary>It is an integer of the format times the scale already: nothing to round or clip.</summary>
    Exact,

    /// <summary>It is an integer times the scale, perhaps beyond the format.</summary>
    Clipped,

    /// <summary>It has to be rounded.</summary>
    Rounded,
}
