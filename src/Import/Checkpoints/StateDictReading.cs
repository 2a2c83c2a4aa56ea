using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Checkpoints;

/// <summary>Decodes tensors of a checkpoint and keeps count of what they add up to.</summary>
internal sealed class StateDictReading(string at)
{
    private long _elements;

    /// <summary>The elements of a tensor: floats, all finite.</summary>
    public Result<float[]> Floats(CheckpointTensor tensor)
    {
        if (tensor.Type.Read is null)
            return CheckpointErrors.ElementType(at, tensor);
        _elements += CheckpointTensor.CountOf(tensor.Dims) ?? CheckpointLimits.Elements;
        if (_elements > CheckpointLimits.Elements)
            return CheckpointErrors.TooLarge(at, tensor.Name);
        return tensor.Read().Then(data => CheckFinite(tensor.Name, data));
    }

    private Result<float[]> CheckFinite(string name, float[] data)
    {
        var first = Array.FindIndex(data, value => !float.IsFinite(value));
        return first < 0 ? data : CheckpointErrors.NotFinite(at, name, data.Count(v => !float.IsFinite(v)), first, data[first]);
    }
}
