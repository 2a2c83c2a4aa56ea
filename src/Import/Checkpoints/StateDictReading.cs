using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Checkpoints;

/// <summary>Decodes the tensors that a network needs, once it is known that they fit in memory.</summary>
internal sealed class StateDictReading(string at, long fileBytes)
{
    /// <summary>Refuses tensors that together ask for more than the file can mean (FS1412).</summary>
    public IEnumerable<Diagnostic> CheckSize(IEnumerable<CheckpointTensor> tensors)
    {
        var (total, limit) = (tensors.Sum(t => CheckpointTensor.CountOf(t.Dims) ?? CheckpointLimits.Elements), CheckpointLimits.ElementsOf(fileBytes));
        if (total > limit)
            yield return CheckpointErrors.TooLarge(at, total, limit, fileBytes);
    }

    /// <summary>The elements of a tensor: floats, all finite.</summary>
    public Result<float[]> Floats(CheckpointTensor tensor) =>
        tensor.Type.Read is null ? CheckpointErrors.ElementType(at, tensor) : tensor.Read().Then(data => CheckFinite(tensor.Name, data));

    private Result<float[]> CheckFinite(string name, float[] data)
    {
        var first = Array.FindIndex(data, value => !float.IsFinite(value));
        return first < 0 ? data : CheckpointErrors.NotFinite(at, name, data.Count(v => !float.IsFinite(v)), first, data[first]);
    }
}
