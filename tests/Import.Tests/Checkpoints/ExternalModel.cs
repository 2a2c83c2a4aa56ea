using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>A convolution whose 3x3 weights are in another file.</summary>
internal static class ExternalModel
{
    public static byte[] Bytes(string location, string? offset = null, string? length = null)
    {
        var weights = new TensorProto { Name = "w", DataType = 1, Dims = { 1, 1, 3, 3 }, DataLocation = 1 };
        foreach (var (key, value) in new[] { ("location", location), ("offset", offset), ("length", length) })
        {
            if (value is not null)
                weights.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return new ModelBuilder().Weights(weights).Node("Conv", "image w", "logit").Proto.ToByteArray();
    }
}
